"""Everything that people do, in the order of the menu."""

from __future__ import annotations

from bot.task import Task
from handlers.address import ADDRESS
from handlers.adjustments import ADJUSTMENTS
from handlers.alike.apart import ALIKE_BACK
from handlers.alike.pairs import ALIKE
from handlers.ask_scribe import ASK_SCRIBE
from handlers.assigning.answer import ANSWER_GIVEN, GIVEN
from handlers.assigning.change import CHANGE_GOAL, CLOSE_GIVEN, EXTEND
from handlers.assigning.give import GIVE
from handlers.assigning.one import ASSIGNMENT
from handlers.assigning.overview import ASSIGNMENTS
from handlers.audit_log import AUDIT_LOG
from handlers.businesses.listed import LISTED
from handlers.businesses.support import SUPPORT
from handlers.catching_up.file import ENTRIES_FILE, ENTRIES_TEMPLATE
from handlers.catching_up.task import CATCH_UP, CATCHING_UP
from handlers.change_member import CHANGE_MEMBER
from handlers.class_files.ask import CLASS_SHEET, LEARNER_TEMPLATE
from handlers.class_files.back import LEARNER_FILE_BACK
from handlers.class_files.send import LEARNER_FILE
from handlers.classes.add import ADD_LEARNER
from handlers.classes.again import COPY_LIST
from handlers.classes.agree import LEARNER_CONSENT
from handlers.classes.attend import ATTEND
from handlers.classes.attend_edit import ATTEND_EDIT
from handlers.classes.change import CLASS_DAYS, CLOSE_CLASS
from handlers.classes.learner import LEARNER, LEARNERS
from handlers.classes.mastered import LEARNER_SKILLS, QUALIFY
from handlers.classes.open import OPEN_CLASS
from handlers.classes.parting import ERASE_LEARNER, LEAVE_CLASS
from handlers.classes.paste import ADD_LEARNERS
from handlers.classes.shelf import COURSE, COURSES
from handlers.commune_week import COMMUNE_WEEK
from handlers.contact import CONTACT
from handlers.documents.add import ADD_DOCUMENT
from handlers.documents.shelf import DOCUMENTS, REMOVE_DOCUMENT
from handlers.entries import ENTRIES, ENTRY
from handlers.flagging.flagged import flagged
from handlers.flagging.merging import MERGE
from handlers.flagging.one import FLAG, FLAG_FINE
from handlers.flagging.shelf import FLAGS
from handlers.flagging.village import VILLAGE_FIGURES
from handlers.indicators.add import ADD_INDICATOR
from handlers.indicators.change import EDIT_INDICATOR, RESUME_INDICATOR, RETIRE_INDICATOR
from handlers.indicators.one import INDICATOR, INDICATORS
from handlers.installs.check import INSTALLS_CHECK
from handlers.installs.task import INSTALLS
from handlers.joining.approve import APPROVE
from handlers.joining.consent import CONSENT
from handlers.joining.consent_back import CONSENT_BACK
from handlers.joining.invite import INVITE
from handlers.joining.join import JOIN
from handlers.joining.welcome import WELCOME
from handlers.menu import menu_task
from handlers.my_data.copy import MY_DATA_COPY
from handlers.my_data.correct import MY_DATA_FIX
from handlers.my_data.erase import MY_DATA_ERASE
from handlers.my_data.page import MY_DATA
from handlers.new_phone import NEW_PHONE
from handlers.one_team import ONE_TEAM
from handlers.products.add import ADD_PRODUCT, LIST_PRODUCT
from handlers.products.off import REMOVE_PRODUCT, UNLIST_PRODUCT
from handlers.products.one import PRODUCT, PRODUCTS
from handlers.scribe_list import SCRIBE_LIST
from handlers.session.mending import SESSION_EDIT
from handlers.session.practice import PRACTICE
from handlers.session.several import SESSIONS
from handlers.session.taking_back import SESSION_WITHDRAW
from handlers.session.tasks import SESSION, SESSION_COMMUNE, SESSION_FOR
from handlers.team_week import TEAM_WEEK
from handlers.to_call import TO_CALL
from handlers.week_confirm import WEEK_CONFIRM
from handlers.why.task import WHY
from handlers.zero_back import ZERO_BACK
from handlers.zero_report import ZERO_REPORT

IN_ORDER = (
    SESSION,
    COMMUNE_WEEK,
    ONE_TEAM,
    SESSION_COMMUNE,
    TEAM_WEEK,
    ZERO_REPORT,
    ENTRIES,
    GIVEN,
    GIVE,
    ASSIGNMENTS,
    DOCUMENTS,
    COURSES,
    ATTEND,
    OPEN_CLASS,
    SESSION_FOR,
    SCRIBE_LIST,
    INVITE,
    JOIN,
    CONTACT,
    ADDRESS,
    ASK_SCRIBE,
    ZERO_BACK,
    APPROVE,
    PRACTICE,
    SESSIONS,
    CONSENT,
    WELCOME,
    TO_CALL,
    WEEK_CONFIRM,
    ADJUSTMENTS,
    ANSWER_GIVEN,
    ASSIGNMENT,
    EXTEND,
    CLOSE_GIVEN,
    CHANGE_GOAL,
    ENTRY,
    INSTALLS,
    INSTALLS_CHECK,
    SUPPORT,
    LISTED,
    PRODUCTS,
    PRODUCT,
    ADD_PRODUCT,
    LIST_PRODUCT,
    UNLIST_PRODUCT,
    REMOVE_PRODUCT,
    SESSION_EDIT,
    SESSION_WITHDRAW,
    MY_DATA,
    MY_DATA_FIX,
    MY_DATA_COPY,
    MY_DATA_ERASE,
    CONSENT_BACK,
    NEW_PHONE,
    WHY,
    AUDIT_LOG,
    CHANGE_MEMBER,
    ADD_DOCUMENT,
    LEARNER_FILE,
    LEARNER_FILE_BACK,
    LEARNER_TEMPLATE,
    CLASS_SHEET,
    ALIKE,
    ALIKE_BACK,
    REMOVE_DOCUMENT,
    COURSE,
    ADD_LEARNER,
    ADD_LEARNERS,
    COPY_LIST,
    ATTEND_EDIT,
    CLASS_DAYS,
    CLOSE_CLASS,
    LEARNERS,
    LEARNER,
    LEARNER_CONSENT,
    QUALIFY,
    LEARNER_SKILLS,
    LEAVE_CLASS,
    ERASE_LEARNER,
    INDICATORS,
    INDICATOR,
    ADD_INDICATOR,
    EDIT_INDICATOR,
    RETIRE_INDICATOR,
    RESUME_INDICATOR,
    FLAGS,
    FLAG,
    FLAG_FINE,
    MERGE,
    VILLAGE_FIGURES,
    CATCH_UP,
    CATCHING_UP,
    ENTRIES_FILE,
    ENTRIES_TEMPLATE,
)

TASKS: tuple[Task, ...] = (menu_task(IN_ORDER), *map(flagged, IN_ORDER))
