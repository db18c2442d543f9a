"""What Zalo answers when it does not do what was asked: HTTP 200 and a code below zero."""

from __future__ import annotations

INVALID = -201
ATTACHMENT_GONE = -100
RATE = -32
QUOTA = -211
NOT_FOLLOWING = -213
BLOCKED = -217
TOKEN_UNKNOWN = -216
PLAN_TOO_LOW = -224
OLD_API = -240
WRONG_OA_TYPE = -235
PROOF = -242

WORDS = {
    RATE: "You have reached the request limit",
    ATTACHMENT_GONE: "Attachment is expired",
    INVALID: "Parameter is invalid",
    QUOTA: "Quota is exceeded",
    NOT_FOLLOWING: "User has not followed OA",
    -216: "Access token is invalid",
    BLOCKED: "User has blocked OA",
    -218: "Out of quota receive",
    -220: "Access token is expired or removed",
    PLAN_TOO_LOW: "OA has not upgraded to a suitable package",
    -227: "User is banned or has been inactive for more than 45 days",
    -230: "User has not interacted with the OA in the past 7 days",
    -232: "User has not interacted with the OA, or the latest interaction is over",
    -234: "Message of this type cannot be sent at night",
    WRONG_OA_TYPE: "This API does not support this type of OA",
    -237: "Group is expired",
    OLD_API: "This v2 API is no longer supported, please use v3",
    PROOF: "appsecret_proof is invalid",
    -244: "User has restricted this message type from your OA",
    -248: "Message violates the platform's policy",
    -108: "Phone number is invalid",
    -109: "Template is invalid",
    -112: "Template data is invalid",
    -127: "Template test can only be sent to admin",
    -133: "Message cannot be sent at night",
    -135: "OA does not have permission to send or ZCA is not attached",
    -136: "ZCA must be attached",
    -137: "Charging of ZCA failed",
    -144: "OA has exceeded the daily quota",
    -14002: "App is not active",
    -14003: "Redirect uri is invalid",
    -14005: "Secret key is invalid",
    -14010: "Authorization code is invalid",
    -14011: "Code verifier is invalid",
    -14014: "Refresh token is invalid",
    -14020: "Refresh token is expired",
}
"""Of these -109, -112, -144, -14005, -14010 and -14011 are ours: Zalo's own are unproven."""


class ZaloError(Exception):
    def __init__(self, code: int, more: str = "") -> None:
        words = WORDS.get(code, "Unknown error")
        super().__init__(f"{words}: {more}" if more else words)
        self.code = code
