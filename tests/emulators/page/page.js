"use strict";
// One person's phone: what they and the account wrote, and what they can do. Words are put in as
// text alone, never as HTML.

const byId = (id) => document.getElementById(id);
const PAUSE = 700; // milliseconds between two looks at the talk
let acts = [];
let shown = "";
let chosen = null;

byId("user").value = localStorage.getItem("user") || "1000000000000000001";

function element(kind, words, name) {
  const made = document.createElement(kind);
  if (words) made.textContent = words;
  if (name) made.className = name;
  return made;
}

async function act(name, more) {
  const body = JSON.stringify({ act: name, user: byId("user").value, ...more });
  const response = await fetch("act", { method: "POST", body });
  const told = await response.json();
  byId("said").textContent = told.error
    || (told.opens ? `Mở ra: ${told.opens}` : "")
    || (told.statuses && told.statuses[0] !== 200 ? `Chương trình trả lời ${told.statuses[0] || "quá chậm hoặc không nghe"}` : "");
  await look();
}

function tap(button) {
  if (/^https?:/.test(button.value) && button.kind === "oa.open.url") window.open(button.value, "_blank", "noopener");
  return act("tap", { title: button.title });
}

function drawn(line) {
  const box = element("div", "", line.mine ? "line mine" : "line");
  if (line.picture) {
    const picture = element("img");
    picture.src = line.picture;
    picture.alt = "ảnh";
    box.append(picture);
  }
  linked(box, line.text || "");
  if (line.file) {
    const link = element("a", line.file.name, "file");
    link.href = line.file.url;
    link.download = line.file.name;
    box.append(link);
  }
  if (line.form) box.append(element("strong", line.form.title), element("p", line.form.subtitle));
  for (const button of line.buttons || []) {
    const made = element("button", button.title);
    made.type = "button";
    made.onclick = () => tap(button);
    box.append(made);
  }
  if (line.price) box.append(element("div", `${line.price} đ`, "cost"));
  return box;
}

function linked(box, text) {
  for (const piece of text.split(/(https?:\/\/[^\s]+)/)) {
    if (/^https?:\/\//.test(piece)) {
      const link = element("a", piece);
      link.href = piece;
      link.target = "_blank";
      link.rel = "noopener";
      box.append(link);
    } else box.append(piece);
  }
}

async function look() {
  const user = byId("user").value;
  localStorage.setItem("user", user);
  const response = await fetch(`talk?user=${encodeURIComponent(user)}`);
  const lines = await response.json();
  const key = `${user}/${lines.length}`;
  if (key === shown) return;
  shown = key;
  byId("talk").replaceChildren(...lines.map(drawn));
  byId("talk").scrollTop = byId("talk").scrollHeight;
}

async function does(each) {
  const text = byId("text").value.trim();
  if (each.needs === "photo" || each.needs === "file") {
    chosen = each;
    byId("file").accept = each.needs === "photo" ? "image/jpeg,image/png" : "";
    byId("file").click();
    return;
  }
  if (each.needs && !text) {
    byId("said").textContent = each.needs === "phone" ? "Gõ số điện thoại vào ô trước" : "Gõ lời nhắn vào ô trước";
    return;
  }
  if (each.needs) byId("text").value = "";
  await act(each.act, each.needs ? { [each.needs]: text } : {});
}

byId("file").onchange = async () => {
  const file = byId("file").files[0];
  byId("file").value = "";
  if (!file || !chosen) return;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  const data = btoa(letters);
  await act(chosen.act, chosen.needs === "file" ? { data, name: file.name } : { data });
};

byId("write").onsubmit = (event) => {
  event.preventDefault();
  does(acts.find((each) => each.needs === "text"));
};
byId("text").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey) byId("write").onsubmit(event);
};

async function start() {
  const offer = await (await fetch("offer")).json();
  byId("name").textContent = `Máy thử · ${offer.name}`;
  acts = offer.acts;
  byId("acts").replaceChildren(...acts.map((each) => {
    const made = element("button", each.label, each.act === "say" ? "first" : "");
    made.type = "button";
    made.onclick = () => does(each);
    return made;
  }));
  for (;;) {
    await look().catch(() => { byId("said").textContent = "Máy thử đã dừng"; });
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}
start();
