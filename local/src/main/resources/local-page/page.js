// The page for developers, see DeveloperPage. Texts of people are set as text, never as HTML.

const SECTIONS = ["messages", "documents", "pictures", "jobs", "settings"];
const OUTBOX_MILLIS = 2000;
const NO_RESPONSE = "Nero does not respond. Check that bin/start is running.";

const byId = (id) => document.getElementById(id);
const offsets = { documents: 0, pictures: 0 };

/** Creates an element with properties and children. */
function element(name, properties = {}, ...children) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
}

function say(text, isBad = false) {
  const status = byId("status");
  status.textContent = text;
  status.classList.toggle("bad", isBad);
}

async function request(path, body) {
  const response = await fetch(path, body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const json = await response.json();
  if (!response.ok) {
    throw new Error(json.message ?? `Status ${response.status}`);
  }
  return json;
}

/** Runs an action. Shows its error instead of throwing it. */
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    say(error instanceof TypeError ? NO_RESPONSE : error.message, true);
  }
}

async function copy(text, what) {
  await navigator.clipboard.writeText(text);
  say(`Copied ${what}.`);
}

const time = (text) => new Date(text).toLocaleString();

const empty = (text) => element("li", { className: "empty", textContent: text });

async function signIn(event) {
  event.preventDefault();
  const opens = event.submitter?.value !== "copy";
  const { data } = await request("/_local/api/sign-in", { phoneNumber: byId("phone").value });
  if (!opens) {
    await copy(data.accessToken, `an access token of ${data.user.phoneNumber}`);
    return;
  }
  // The web app keeps its session here. Its open tabs must forget the previous one.
  new BroadcastChannel("nero.session").postMessage({ kind: "ended" });
  localStorage.setItem("nero.refreshToken", data.refreshToken);
  location.assign("/profile");
}

let shownMessages = "";

async function showOutbox() {
  const { messages } = await request("/_local/outbox");
  if (byId("status").textContent === NO_RESPONSE) {
    say("");
  }
  if (JSON.stringify(messages) === shownMessages) {
    return;
  }
  shownMessages = JSON.stringify(messages);
  byId("outbox").replaceChildren(...messages.map(message), ...(messages.length ? [] : [empty("No SMS yet.")]));
}

function message({ to, body, sentAt }) {
  const code = body.match(/\b[0-9]{6}\b/)?.[0];
  const text = element("div", { className: "wide" }, element("bdi", { textContent: to }), element("small", { dir: "auto", textContent: body }), element("small", { textContent: time(sentAt) }));
  if (!code) {
    return element("li", {}, text);
  }
  const button = element("button", { type: "button", className: "quiet", textContent: "Copy", ariaLabel: `Copy the code ${code}` });
  button.addEventListener("click", () => attempt(() => copy(code, `the code ${code}`)));
  return element("li", {}, text, element("span", { className: "code", textContent: code }), button);
}

async function showDocuments() {
  const select = byId("collection");
  const { collections } = await request("/_local/api/collections");
  const chosen = select.value || collections[0]?.name;
  select.replaceChildren(...collections.map(({ name, count }) => element("option", { value: name, textContent: `${name} (${count})`, selected: name === chosen })));
  if (!chosen) {
    byId("document-list").replaceChildren(empty("The database is empty."));
    return;
  }
  // The driver escapes the zero-width non-joiner of Persian texts.
  const page = await request(`/_local/api/documents?collection=${encodeURIComponent(chosen)}&offset=${offsets.documents}`);
  byId("document-list").replaceChildren(
    ...page.documents.map((text) => element("li", {}, element("pre", { tabIndex: 0, textContent: text.replaceAll("\\u200c", "\u200c") }))),
    ...(page.documents.length ? [] : [empty("No documents.")]),
  );
  showPager("documents", page, page.documents.length, showDocuments);
}

async function showPictures() {
  const page = await request(`/_local/api/pictures?offset=${offsets.pictures}`);
  byId("picture-list").replaceChildren(
    ...page.pictures.map(({ publicId, url }) =>
      element("li", {}, element("a", { href: url }, element("img", { src: url, alt: publicId, loading: "lazy" })), element("small", { textContent: publicId })),
    ),
    ...(page.pictures.length ? [] : [empty("No pictures.")]),
  );
  showPager("pictures", page, page.pictures.length, showPictures);
}

function showPager(name, { offset, limit, more }, count, show) {
  const turn = (text, isPossible, target) => {
    const button = element("button", { type: "button", className: "quiet", textContent: text, disabled: !isPossible });
    button.addEventListener("click", () => {
      offsets[name] = target;
      attempt(show);
    });
    return button;
  };
  document
    .querySelector(`[data-for=${name}]`)
    .replaceChildren(
      turn("Previous", offset > 0, Math.max(0, offset - limit)),
      turn("Next", more, offset + limit),
      element("span", { textContent: count ? `${offset + 1}–${offset + count}` : "" }),
    );
}

async function showJobs() {
  const [{ jobs }, { waiting, running, deadLetters }] = await Promise.all([request("/_local/api/jobs"), request("/_local/api/queue")]);
  byId("job-list").replaceChildren(...jobs.map(job));
  byId("queue-state").textContent = `${waiting} messages wait, ${running} are running, ${deadLetters.length} failed too often.`;
  byId("dead-letter-list").replaceChildren(
    ...deadLetters.map(({ body, at }) => element("li", {}, element("div", { className: "wide" }, element("code", { textContent: body }), element("small", { textContent: time(at) })))),
  );
}

function job({ name, at, ms, succeeded }) {
  const state = at ? `${succeeded ? "Succeeded" : "Failed"} at ${time(at)} in ${ms} ms` : "Not run yet";
  const button = element("button", { type: "button", textContent: "Run now", ariaLabel: `Run ${name} now` });
  button.addEventListener("click", () =>
    attempt(async () => {
      button.disabled = true;
      const run = await request("/_local/api/jobs", { name });
      say(run.succeeded ? `${name} succeeded in ${run.ms} ms.` : `${name} failed. bin/start shows why.`, !run.succeeded);
      await showJobs();
    }),
  );
  return element("li", {}, element("div", { className: "wide" }, name, element("small", { className: at && !succeeded ? "bad" : "", textContent: state })), button);
}

async function showSettings() {
  const { settings } = await request("/_local/api/settings");
  byId("setting-list").replaceChildren(
    ...settings.map(({ name, value, isSet, isSecret, functions }) =>
      element(
        "div",
        {},
        element("dt", { textContent: name }),
        element("dd", {}, !isSet ? "default" : isSecret ? "set" : value, element("small", { textContent: functions.map((it) => it.replace(/Function$/, "")).join(", ") })),
      ),
    ),
  );
}

const SHOW = { messages: showOutbox, documents: showDocuments, pictures: showPictures, jobs: showJobs, settings: showSettings };

function currentSection() {
  const name = location.hash.slice(1);
  return SECTIONS.includes(name) ? name : SECTIONS[0];
}

function showSection() {
  const current = currentSection();
  say("");
  for (const name of SECTIONS) {
    byId(name).hidden = name !== current;
    const link = document.querySelector(`nav a[href="#${name}"]`);
    if (name === current) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  scrollTo(0, 0);
  attempt(SHOW[current]);
}

byId("sign-in").addEventListener("submit", (event) => attempt(() => signIn(event)));
byId("collection").addEventListener("change", () => {
  offsets.documents = 0;
  attempt(showDocuments);
});
addEventListener("hashchange", showSection);
setInterval(() => {
  if (currentSection() === "messages" && document.visibilityState === "visible") {
    attempt(showOutbox);
  }
}, OUTBOX_MILLIS);
showSection();
