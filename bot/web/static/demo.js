// The demo page: the clock panel, and on a small screen the three phones as tabs.

/** @typedef {{text: string, next: string, pace: string, running: boolean, speed: number}} Clock */

const NARROW = matchMedia("(max-width: 1019px)");
const panel = /** @type {HTMLElement} */ (document.querySelector(".clock"));
const said = document.getElementById("clock-said");
const speed = /** @type {HTMLSelectElement} */ (document.getElementById("speed"));

/** The next clock is read out: it is the answer to a pressed button. */
let asked = false;

// --- the clock -------------------------------------------------------------------------------------------------

/** @param {Clock} clock */
function showClock({ text, next, pace, running, speed: times }) {
  document.getElementById("clock-text").textContent = text;
  document.getElementById("clock-next").textContent = next || said.dataset.nothing;
  document.getElementById("clock-label").hidden = !next;
  panel.querySelector(".run").textContent = pace;
  panel.dataset.running = String(running);
  if (document.activeElement !== speed) speed.value = String(times);
  if (asked) tell(text, false);
  asked = false;
}

/** Heard only, unless it is a refusal: that is seen as well. @param {string} text @param {boolean} bad */
function tell(text, bad) {
  said.className = bad ? "trouble" : "sr";
  said.textContent = text;
}

/** @param {string} path @param {object} body */
async function order(path, body) {
  asked = true;
  tell("", false);
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) tell((await answer.json()).error, true);
  } catch {
    tell(said.dataset.failed, true);
  }
}

/** `disabled` would take the focus away from who uses the keyboard. @param {HTMLElement} button */
async function advance(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  await order("/demo/advance", { to: button.dataset.advance });
  button.removeAttribute("aria-disabled");
}

function listenToClock() {
  document.addEventListener("clock", (event) => showClock(/** @type {CustomEvent<Clock>} */ (event).detail));
  panel.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-advance]");
    if (button) void advance(/** @type {HTMLElement} */ (button));
  });
  speed.addEventListener("change", () => order("/demo/speed", { speed: Number(speed.value) }));
}

// --- the tabs --------------------------------------------------------------------------------------------------

const bar = /** @type {HTMLElement} */ (document.querySelector(".tabs"));
const tabs = /** @type {HTMLAnchorElement[]} */ ([...bar.querySelectorAll("a")]);
let shown = tabs.find((tab) => tab.hash === location.hash) ?? tabs[0];

/** @param {HTMLAnchorElement} tab @returns {HTMLElement} */
const phoneOf = (tab) => document.getElementById(tab.hash.slice(1));

/** Beside each other they are plain regions; one at a time they are tabs. */
function arrange() {
  document.body.classList.toggle("one", NARROW.matches);
  if (NARROW.matches) bar.setAttribute("role", "tablist");
  else bar.removeAttribute("role");
  tabs.forEach((tab) => (NARROW.matches ? asTab(tab) : asLink(tab)));
}

/** @param {HTMLAnchorElement} tab */
function asTab(tab) {
  const phone = phoneOf(tab);
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", phone.id);
  tab.setAttribute("aria-selected", String(tab === shown));
  tab.tabIndex = tab === shown ? 0 : -1;
  phone.setAttribute("role", "tabpanel");
  phone.hidden = tab !== shown;
  if (tab === shown) count(tab, 0);
}

/** @param {HTMLAnchorElement} tab */
function asLink(tab) {
  const phone = phoneOf(tab);
  ["role", "aria-controls", "aria-selected", "tabindex"].forEach((name) => tab.removeAttribute(name));
  phone.removeAttribute("role");
  phone.hidden = false;
  count(tab, 0);
}

/** @param {HTMLAnchorElement} tab @param {number} number of letters not yet seen there */
function count(tab, number) {
  const badge = /** @type {HTMLElement} */ (tab.querySelector(".fresh"));
  badge.hidden = !number;
  badge.querySelector(".count").textContent = number ? String(number) : "";
}

/** @param {HTMLAnchorElement} tab */
function show(tab) {
  shown = tab;
  arrange();
}

/** @param {KeyboardEvent} event */
function steer(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1, " ": 0 }[event.key];
  if (step === undefined || !NARROW.matches) return;
  event.preventDefault();
  show(tabs[(tabs.indexOf(shown) + step + tabs.length) % tabs.length]);
  shown.focus();
}

/** @param {CustomEvent<number>} event */
function mark(event) {
  const tab = tabs.find((one) => phoneOf(one) === event.target);
  if (!tab || !NARROW.matches || tab === shown) return;
  count(tab, Number(tab.querySelector(".count").textContent) + event.detail);
}

function listenToTabs() {
  bar.addEventListener("click", (event) => {
    const tab = /** @type {HTMLElement} */ (event.target).closest("a");
    if (!tab) return;
    event.preventDefault();
    show(/** @type {HTMLAnchorElement} */ (tab));
  });
  bar.addEventListener("keydown", steer);
  document.addEventListener("fresh", (event) => mark(/** @type {CustomEvent<number>} */ (event)));
  NARROW.addEventListener("change", arrange);
}

listenToClock();
listenToTabs();
arrange();
