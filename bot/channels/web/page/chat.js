/* The page of the web chat. Laws:
   - What the person did is kept on the phone, under a name of its own (client id), until the server
     has said that it is committed; it is sent again with the same name, so it counts once.
   - What was said is shown by its number: a line that comes twice is shown once.
   - The server's words come as text, never as markup. */
"use strict";

(function () {
  var $ = function (id) { return document.getElementById(id); };
  var texts = JSON.parse($("texts").textContent);
  var talk = document.body.dataset.talk;
  var photoBytes = Number(document.body.dataset.photoBytes);
  var log = $("log");
  var form = $("form");
  var field = $("words");
  var state = $("state");
  var PREFIX = "toso:" + talk + ":";
  var DRAFT = "toso-draft:" + talk;
  var WIDEST = 1600;

  function make(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
  }

  function wait(milliseconds) {
    return new Promise(function (resolve) { setTimeout(resolve, milliseconds); });
  }

  /* What the phone keeps. A phone that keeps nothing (a private window) still sends. */

  var photos = {
    memory: new Map(),
    open: function () {
      return new Promise(function (resolve, reject) {
        var asked = indexedDB.open("toso", 1);
        asked.onupgradeneeded = function () { asked.result.createObjectStore("photos"); };
        asked.onsuccess = function () { resolve(asked.result); };
        asked.onerror = asked.onblocked = function () { reject(asked.error); };
      });
    },
    run: async function (mode, work) {
      var store = await photos.open();
      try {
        return await new Promise(function (resolve, reject) {
          var change = store.transaction("photos", mode);
          var asked = work(change.objectStore("photos"));
          change.oncomplete = function () { resolve(asked.result); };
          change.onerror = change.onabort = function () { reject(change.error); };
        });
      } finally {
        store.close();
      }
    },
    put: async function (id, blob) {
      photos.memory.set(id, blob);
      try { await photos.run("readwrite", function (s) { return s.put(blob, id); }); } catch (_) { /* memory has it */ }
    },
    get: async function (id) {
      if (photos.memory.has(id)) return photos.memory.get(id);
      try { return await photos.run("readonly", function (s) { return s.get(id); }); } catch (_) { return undefined; }
    },
    clear: async function () {
      photos.memory.clear();
      try { await photos.run("readwrite", function (s) { return s.clear(); }); } catch (_) { /* nothing was kept */ }
    },
    drop: async function (id) {
      photos.memory.delete(id);
      try { await photos.run("readwrite", function (s) { return s.delete(id); }); } catch (_) { /* nothing was kept */ }
    },
  };

  var queue = [];

  function isUpload(item) { return item.kind === "photo" || item.kind === "file"; }

  function keep(item) {
    try { localStorage.setItem(PREFIX + item.id, JSON.stringify(item)); } catch (_) { /* memory has it */ }
  }

  function forget(item) {
    queue = queue.filter(function (other) { return other !== item; });
    try { localStorage.removeItem(PREFIX + item.id); } catch (_) { /* nothing was kept */ }
    if (isUpload(item)) photos.drop(item.id);
  }

  function readKept() {
    var kept = [];
    try {
      for (var i = 0; i < localStorage.length; i++) {
        var key = localStorage.key(i);
        if (key.startsWith(PREFIX)) kept.push(JSON.parse(localStorage.getItem(key)));
      }
    } catch (_) { /* what cannot be read was never kept */ }
    return kept.sort(function (a, b) { return a.at - b.at; });
  }

  /* Lines */

  var shown = new Map();   // seq → element
  var own = new Map();     // client id → element
  var last = 0;
  var first = Infinity;
  var ready = false;
  var waiting = false;     // it was taken and no answer has come
  var slow = 0;            // the timer that will say so
  var pending = null;      // the press that was taken and not yet answered
  var following = true;    // the newest line is what is looked at
  var scrolled = 0;
  var byKeyboard = false;

  function isNearEnd() {
    var page = document.documentElement;
    return page.scrollHeight - window.scrollY - window.innerHeight < 160;
  }

  /* To the newest line; one that is longer than the screen is read from its beginning, and so is the
     greeting that stands where nothing was said yet. */
  function toEnd() {
    following = true;
    var end = 0;
    var newest = log.lastElementChild;
    if (newest) {
      end = document.documentElement.scrollHeight - window.innerHeight;
      var head = document.querySelector("header");
      var covered = getComputedStyle(head).position === "sticky" ? head.offsetHeight : 0;
      end = Math.min(end, newest.getBoundingClientRect().top + window.scrollY - covered - 8);
    }
    window.scrollTo(0, end);
    scrolled = window.scrollY;
    offer(hasRest() ? "more" : "");
  }

  /* What goes away above the newest line must not push the line's first words under the header: the
     answer may be there before its question is known to be taken. */
  function hold(change) {
    var newest = following ? log.lastElementChild : null;
    var before = newest && newest.getBoundingClientRect().top;
    change();
    if (!newest || newest !== log.lastElementChild) return;
    window.scrollBy(0, newest.getBoundingClientRect().top - before);
    scrolled = window.scrollY;
  }

  /* Whether the footer hides the end of what was said: on a small phone often the very buttons. */
  function hasRest() {
    var foot = document.querySelector("footer");
    var newest = log.lastElementChild;
    return Boolean(newest) && getComputedStyle(foot).position === "sticky" &&
      newest.getBoundingClientRect().bottom > foot.getBoundingClientRect().top + 4;
  }

  /* The button above the footer: to what has come ("newer"), or on to what is hidden ("more"). */
  function offer(what) {
    var button = $("newer");
    button.hidden = !what;
    button.dataset.to = what;
    if (what) button.textContent = (what === "newer" ? texts["web.newer"] : texts["web.more"]) + " ↓";
  }

  function goOn() {
    if ($("newer").dataset.to === "newer") { toEnd(); return; }
    following = true;
    var seen = document.querySelector("footer").getBoundingClientRect().top - document.querySelector("header").offsetHeight;
    window.scrollBy(0, Math.round(seen * 0.8));
  }

  function dayOf(at) {
    return new Date(at).toLocaleDateString("vi-VN", { weekday: "long", day: "numeric", month: "numeric", timeZone: "Asia/Ho_Chi_Minh" }).replace(",", "");
  }

  function fill(element, line) {
    element.className = line.mine ? "line mine" : "line";
    element.dataset.day = dayOf(line.at);
    if (line.photo) showPhoto(element, "/photos/" + line.client);
    if (line.text && !element.querySelector(".words")) element.append(write(line));
    (line.files || []).forEach(function (name, number) {
      var link = make("a", "file", name);
      link.href = "/files/" + line.seq + "/" + number;
      link.download = name;
      element.append(link);
    });
    if (line.buttons || line.wants_file) {
      var choices = make("div", "choices");
      element.classList.add("asks");
      /* Ways out are quieter than the choices beside them; alone they are what there is to choose. */
      var buttons = line.buttons || [];
      var isList = line.wants_file || buttons.some(function (button) { return !button[2]; });
      if (line.wants_file) choices.append(filePick());
      buttons.forEach(function (button) {
        var made = make("button", isList && button[2] ? "way" : button[1].length > 24 ? "long" : "", button[1]);
        made.type = "button";
        made.dataset.press = button[0];
        choices.append(made);
      });
      element.append(choices);
    }
  }

  /* A file is chosen right at the question that asks for one. */
  function filePick() {
    var label = make("label", "pick");
    var input = make("input", "unseen");
    input.type = "file";
    input.accept = ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png";
    input.addEventListener("change", async function () {
      var file = input.files[0];
      input.value = "";
      if (!file) return;
      if (file.size > photoBytes) { note(texts["web.file.big"], "photo"); return; }
      var item = { kind: "file", id: newId(), name: file.name };
      await photos.put(item.id, file);
      say(item, file);
    });
    label.append(input, texts["web.file"]);
    return label;
  }

  /* In our own words *xong* stands for a word to type; a line that is only an address can be opened. */
  function write(line) {
    var words = make("p", "words");
    if (line.mine) words.textContent = line.text;
    else line.text.split(/^(https?:\/\/\S+)$/m).forEach(function (part, number) {
      if (number % 2) words.append(link(part));
      else part.split(/\*([^*\n]+)\*/).forEach(function (piece, place) {
        words.append(place % 2 ? make("strong", "", piece) : piece);
      });
    });
    return words;
  }

  function link(address) {
    var made = make("a", "link", address);
    made.href = address;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    return made;
  }

  function showPhoto(element, source) {
    if (element.querySelector("img, .words")) return;
    var image = make("img");
    var words = make("p", "words", texts["web.photo.mine"]);
    image.alt = texts["web.photo.mine"];
    image.onload = function () { if (following) toEnd(); };
    image.onerror = function () { image.remove(); };
    image.src = source;
    element.append(image, words);
  }

  /* Puts an element where its number belongs; what has none yet stands at the end. */
  function place(element, seq) {
    var next = log.lastElementChild;
    while (next && (next.dataset.seq === undefined || Number(next.dataset.seq) > seq)) next = next.previousElementSibling;
    var before = next ? next.nextElementSibling : log.firstElementChild;
    element.dataset.seq = seq;
    if (before !== element) log.insertBefore(element, before);
  }

  function take(line) {
    if (shown.has(line.seq)) return;
    var element = line.client ? own.get(line.client) : undefined;
    if (!element) {
      element = make("div");
      if (line.client) own.set(line.client, element);
    }
    fill(element, line);
    shown.set(line.seq, element);
    place(element, line.seq);
    last = Math.max(last, line.seq);
    first = Math.min(first, line.seq);
    if (!line.mine) waiting = false;
  }

  /* A day stands above its first line. What stands right already is not touched: it would be read
     aloud again. */
  function settleDays() {
    var day = "";
    Array.from(log.querySelectorAll(".line")).forEach(function (line) {
      var above = line.previousElementSibling;
      var heading = above && above.className === "day" ? above : null;
      var wanted = line.dataset.day && line.dataset.day !== day ? line.dataset.day : "";
      day = line.dataset.day || day;
      if (heading && heading.textContent !== wanted) { heading.remove(); heading = null; }
      if (wanted && !heading) line.before(make("p", "day", wanted));
    });
  }

  /* Only the buttons of the newest question are there to press, and each question is answered once. */
  function settleChoices() {
    var active = null;
    var answered = false;
    log.querySelectorAll(".line").forEach(function (line) {
      var choices = line.querySelector(".choices");
      if (choices) { active = choices; answered = false; }
      else if (line.classList.contains("mine")) answered = true;
      else if (answered) active = null;
    });
    var pressed = queue.find(function (item) { return item.kind === "press" && !item.failed; }) || pending;
    log.querySelectorAll(".choices").forEach(function (choices) {
      choices.hidden = choices !== active;
      if (choices !== active) return;
      var buttons = Array.from(choices.querySelectorAll("button"));
      var isOurs = function (button) { return Boolean(pressed) && button.dataset.press === pressed.press; };
      var isPressed = buttons.some(isOurs);
      buttons.forEach(function (button) {
        button.disabled = isPressed;
        button.classList.toggle("pressed", isOurs(button));
      });
    });
  }

  function settle() {
    settleDays();
    settleChoices();
    $("earlier").hidden = !(first > 1 && first < Infinity);
    $("start").hidden = !ready || shown.size > 0 || queue.length > 0;
    $("cookie").hidden = $("start").hidden;
    setWaiting(waiting);
  }

  /* Said only when the answer takes its time: words that come and go at once are a flicker. */
  function setWaiting(is) {
    waiting = is;
    if (!is) {
      clearTimeout(slow);
      slow = 0;
      if (state.dataset.of === "waiting") note("", "");
    } else if (!slow) {
      slow = setTimeout(function () { if (waiting && !state.textContent) note(texts["web.waiting"], "waiting"); }, 1500);
    }
  }

  function note(words, of) {
    state.dataset.of = of;
    if (state.textContent !== words) state.textContent = words;
  }

  /* The stream */

  var stream = null;
  var heard = 0;
  var tries = 0;
  var switching = false;   // this very page changes whose it is, and loads anew by itself

  function listen() {
    if (stream) stream.close();
    heard = Date.now();
    stream = new EventSource("/events?talk=" + talk + (last ? "&after=" + last : ready ? "&after=0" : ""));
    stream.onopen = function () { tries = 0; heard = Date.now(); online(); };
    stream.onmessage = function (event) {
      heard = Date.now();
      var follow = following;
      var line = JSON.parse(event.data);
      take(line);
      if (!line.mine) pending = null;
      if (!ready) return;
      settle();
      if (follow) toEnd(); else offer("newer");
      if (byKeyboard && !line.mine && document.activeElement === document.body) {
        var choice = log.querySelector(".choices:not([hidden]) button");
        if (choice) choice.focus({ preventScroll: true });
      }
    };
    stream.addEventListener("beat", function () { heard = Date.now(); });
    stream.addEventListener("ready", function () {
      if (ready) return;
      ready = true;
      settle();
      toEnd();
      /* Only what comes from now on is read aloud. */
      setTimeout(function () { log.removeAttribute("aria-busy"); }, 0);
      adopt();
    });
    stream.addEventListener("reload", function () { if (!switching) location.reload(); });
    stream.onerror = function () {
      var closed = stream.readyState === EventSource.CLOSED;
      stream.close();
      stream = null;
      if (closed && tries === 3) { reloadOnce(); }
      offline();
      setTimeout(function () { if (!stream && !document.hidden) listen(); }, Math.min(30000, 1000 * Math.pow(2, tries++)));
    };
  }

  function offline() { if (!navigator.onLine || queue.length || tries > 1) note(texts["web.offline"], "net"); }

  function online() {
    if (state.dataset.of === "net") note("", "");
    pump(true);
  }

  function reloadOnce() {
    /* Only a page whose cookie is gone needs it, and only once: else it would load for ever. */
    try {
      if (Number(sessionStorage.getItem("toso-reload")) > Date.now() - 60000) return;
      sessionStorage.setItem("toso-reload", String(Date.now()));
    } catch (_) { return; }
    location.reload();
  }

  setInterval(function () {
    /* A line that died without a word: phones change networks in silence. */
    if (stream && !document.hidden && Date.now() - heard > 50000) { stream.close(); stream = null; listen(); }
  }, 5000);

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) {
      /* Browsers allow six connections to one host: pages that nobody looks at give theirs back. */
      setTimeout(function () { if (document.hidden && stream) { stream.close(); stream = null; } }, 15000);
    } else if (!stream || stream.readyState === EventSource.CLOSED) {
      listen();
    }
  });
  window.addEventListener("online", function () { tries = 0; if (!stream) listen(); pump(true); });
  window.addEventListener("offline", offline);
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });

  /* Sending */

  var pumping = false;
  var hurry = null;        // ends a wait between two tries

  function status(item, words, isBad) {
    var element = own.get(item.id);
    if (!element) return;
    var line = element.querySelector(".sent");
    if (!words) { if (line) line.remove(); return; }
    if (!line) { line = make("p", "sent"); line.setAttribute("aria-live", "off"); element.append(line); }
    line.className = isBad ? "sent bad" : "sent";
    if (line.firstChild && line.firstChild.nodeType === 3) line.firstChild.data = words;
    else line.replaceChildren(words);
    var button = line.querySelector("button");
    if (item.failed && !item.lasting && !button) {
      button = make("button", "", texts["web.again"]);
      button.type = "button";
      button.onclick = function () { item.failed = false; keep(item); status(item, texts["web.sending"]); pump(); };
      line.append(button);
    } else if (button && !item.failed) {
      button.remove();
    }
  }

  function show(item, blob) {
    if (own.has(item.id)) { status(item, texts["web.sending"]); return; }
    var element = make("div", "line mine");
    if (item.kind === "photo") { if (blob) showPhoto(element, URL.createObjectURL(blob)); }
    else element.append(make("p", "words", item.text || item.label || item.name));
    own.set(item.id, element);
    log.append(element);
    status(item, item.failed ? texts["web.failed"] : texts["web.sending"], item.failed);
  }

  function say(item, blob) {
    item.id = item.id || newId();
    item.at = Date.now();
    keep(item);
    queue.push(item);
    show(item, blob);
    following = true;
    settle();
    toEnd();
    pump(true);
  }

  async function adopt() {
    /* What an earlier page of this talk could not send. Two tabs may both send it: it counts once. */
    var kept = readKept();
    for (var i = 0; i < kept.length; i++) {
      var item = kept[i];
      if (queue.some(function (other) { return other.id === item.id; })) continue;
      var blob = isUpload(item) ? await photos.get(item.id) : undefined;
      if (isUpload(item) && !blob) { forget(item); continue; }
      queue.push(item);
      show(item, blob);
    }
    settle();
    if (kept.length) { toEnd(); pump(); }
  }

  async function pump(soon) {
    if (pumping) { if (soon && hurry) hurry(); return; }
    pumping = true;
    var pause = 1000;
    for (;;) {
      var item = queue.find(function (each) { return !each.failed; });
      if (!item) break;
      var answer = await deliver(item);
      if (answer.ok) {
        pause = 1000;
        if (item.kind === "press") pending = item;
        hold(function () {
          status(item, "");
          forget(item);
          waiting = !isAnswered(item);
          if (!waiting) pending = null;
          if (state.dataset.of === "net") note("", "");
          settle();
        });
        continue;
      }
      if (answer.status === 401 || answer.status === 409) { reloadOnce(); item.failed = true; keep(item); status(item, texts["web.failed"], true); continue; }
      if (answer.say && answer.status !== 429 && answer.status !== 408) {
        item.failed = true;
        item.lasting = answer.status !== 503;
        status(item, item.lasting ? answer.say : texts["web.failed"], true);
        if (item.lasting) forget(item); else keep(item);
        settle();
        if (following) toEnd();
        continue;
      }
      status(item, answer.status === 429 ? answer.say : texts["web.failed"], true);
      if (answer.status !== 429) note(texts["web.offline"], "net");
      if (following) toEnd();
      await Promise.race([wait(answer.after ? answer.after * 1000 : pause), new Promise(function (resolve) { hurry = answer.status === 429 ? null : resolve; })]);
      hurry = null;
      pause = Math.min(30000, pause * 2);
      status(item, texts["web.sending"]);
    }
    pumping = false;
  }

  function isAnswered(item) {
    var element = own.get(item.id);
    var next = element && element.dataset.seq ? element.nextElementSibling : null;
    while (next) {
      if (next.classList.contains("line") && !next.classList.contains("mine") && next.dataset.seq) return true;
      next = next.nextElementSibling;
    }
    return false;
  }

  async function deliver(item) {
    if (isUpload(item)) return sendUpload(item);
    var body = { client_id: item.id, talk: talk };
    if (item.kind === "text") body.text = item.text; else { body.press = item.press; body.label = item.label; }
    var stop = new AbortController();
    var clock = setTimeout(function () { stop.abort(); }, 20000);
    try {
      var response = await fetch("/messages", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: stop.signal });
      return read(response.status, await response.text(), response.headers.get("Retry-After"));
    } catch (_) {
      return { ok: false };
    } finally {
      clearTimeout(clock);
    }
  }

  function read(code, text, after) {
    var told = {};
    /* What is no JSON does not come from us: a proxy or a hotel's page spoke. */
    try { told = JSON.parse(text) || {}; } catch (_) { return { ok: false }; }
    return { ok: code === 200 && told.ok === true, status: code, say: told.say, after: Number(after) };
  }

  async function sendUpload(item) {
    var isFile = item.kind === "file";
    var blob = await photos.get(item.id);
    if (!blob) return { ok: false, status: 400, say: isFile ? texts["web.failed"] : texts["web.photo.failed"] };
    return new Promise(function (resolve) {
      var request = new XMLHttpRequest();
      var element = own.get(item.id);
      var bar = make("progress");
      bar.max = 100;
      var progress = isFile ? texts["web.sending"] : texts["web.photo.progress"];
      bar.setAttribute("aria-label", progress);
      element.append(bar);
      function done(answer) { bar.remove(); resolve(answer); }
      var query = "?client_id=" + item.id + "&talk=" + talk;
      request.open("POST", isFile ? "/files" + query + "&name=" + encodeURIComponent(item.name) : "/photos" + query);
      request.setRequestHeader("Content-Type", (!isFile && blob.type) || "application/octet-stream");
      request.timeout = 180000;
      request.upload.onprogress = function (event) {
        if (!event.lengthComputable) return;
        bar.value = Math.round(100 * event.loaded / event.total);
        status(item, progress + " " + bar.value + "%");
      };
      request.onload = function () { done(read(request.status, request.responseText, request.getResponseHeader("Retry-After"))); };
      request.onerror = request.ontimeout = request.onabort = function () { done({ ok: false }); };
      request.send(blob);
    });
  }

  /* Makes a photo small on the phone, and leaves where it was taken out of it; a picture that this
     phone cannot open goes as it is. */
  async function shrink(file) {
    var address = URL.createObjectURL(file);
    try {
      var image = new Image();
      image.src = address;
      await image.decode();
      var scale = Math.min(1, WIDEST / Math.max(image.naturalWidth, image.naturalHeight));
      var canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
      var pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      var small = await new Promise(function (resolve) { canvas.toBlob(resolve, "image/jpeg", 0.82); });
      return small || file;
    } catch (_) {
      return file;
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /* What the person does */

  function sendText() {
    var text = field.value.trim();
    if (!text) { field.focus(); return; }
    field.value = "";
    grow();
    byKeyboard = false;
    say({ kind: "text", text: text });
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = field.scrollHeight + 4 + "px";
    try { sessionStorage.setItem(DRAFT, field.value); } catch (_) { /* a draft is a comfort */ }
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); sendText(); });
  field.addEventListener("input", grow);
  field.addEventListener("keydown", function (event) {
    /* While a Vietnamese keyboard still composes a letter, Enter belongs to it. */
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); sendText(); }
  });
  log.addEventListener("click", function (event) {
    var button = event.target.closest(".choices button");
    if (!button || button.disabled) return;
    byKeyboard = event.detail === 0;
    say({ kind: "press", press: button.dataset.press, label: button.textContent });
  });
  $("hello").addEventListener("click", function () { say({ kind: "text", text: texts["web.start"] }); });
  $("newer").addEventListener("click", goOn);
  $("photo").addEventListener("change", async function () {
    var files = Array.from(this.files);
    this.value = "";
    for (var i = 0; i < files.length; i++) {
      /* A large picture keeps a small phone busy for seconds: who sees nothing happen chooses again. */
      note(texts["web.photo.progress"] + "…", "shrink");
      var blob = await shrink(files[i]);
      if (blob.size > photoBytes) { note(texts["web.photo.big"], "photo"); continue; }
      var item = { kind: "photo", id: newId() };
      await photos.put(item.id, blob);
      say(item, blob);
    }
    if (state.dataset.of === "shrink") note("", "");
  });
  $("earlier").addEventListener("click", async function () {
    var anchor = log.firstElementChild;
    var before = anchor.getBoundingClientRect().top;
    try {
      var response = await fetch("/lines?before=" + first);
      if (!response.ok) return;
      var told = await response.json();
      log.setAttribute("aria-busy", "true");
      told.lines.forEach(take);
      if (!told.lines.length) first = 1;
      settle();
      window.scrollBy(0, anchor.getBoundingClientRect().top - before);
      log.removeAttribute("aria-busy");
    } catch (_) { note(texts["web.offline"], "net"); }
  });
  window.addEventListener("scroll", function () {
    if (isNearEnd()) { following = true; offer(hasRest() ? "more" : ""); }
    else if (window.scrollY < scrolled - 4) following = false;
    scrolled = window.scrollY;
  }, { passive: true });
  $("leave").addEventListener("click", async function () {
    if (!window.confirm(texts["web.leave.ask"])) return;
    /* The server ends every page of this talk: were this one to load anew at that, what the phone
       keeps would stay. */
    switching = true;
    try {
      var response = await fetch("/leave", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
      switching = response.ok;
      if (!response.ok) return;
    } catch (_) { switching = false; note(texts["web.offline"], "net"); return; }
    /* Whoever has this phone next must not find, nor send, what was written here. */
    try { localStorage.clear(); sessionStorage.clear(); } catch (_) { /* nothing was kept */ }
    await photos.clear();
    location.reload();
  });
  document.querySelectorAll("[data-role]").forEach(function (button) {
    button.addEventListener("click", async function () {
      switching = true;
      try {
        var response = await fetch("/as", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ role: button.dataset.role }) });
        switching = response.ok;
        if (response.ok) location.reload();
      } catch (_) { switching = false; note(texts["web.offline"], "net"); }
    });
  });

  try { field.value = sessionStorage.getItem(DRAFT) || ""; } catch (_) { /* a draft is a comfort */ }
  if (field.value) grow();
  listen();
})();
