// The board follows what happens: one stream rings, and the page as it is now takes the place of what stands there.
// Without this it is the same page, and "Cập nhật ngay" asks for it again.

const QUIET_LOOK = 60_000;
const APART = 1_500; // between two looks
const LONGEST_PAUSE = 10_000;
const board = document.getElementById("board");
const told = document.getElementById("told");
let tries = 0;
let alarm = 0;
let due = 0;
let looking = false;
/** @type {EventSource|null} */ let stream = null;

/** @param {"live"|"away"} how */
function say(how) {
  for (const place of document.querySelectorAll(".live")) place.textContent = place.dataset[how];
}

// -- looking -------------------------------------------------------------------------------------------------------

/** Soon, and once for all that rings until then. */
function soon() {
  if (!due) due = setTimeout(() => ((due = 0), void look()), APART);
}

async function look() {
  if (looking) return soon();
  looking = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status === 401) location.reload();
    else if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    say("away");
  }
  looking = false;
}

/** What is the same stays as it is, so that nothing under the eyes or a finger moves. @param {Document} page */
function show(page) {
  const [before, after] = [numbers(document), numbers(page)];
  const open = [...board.querySelectorAll("details[open]")].map((one) => one.id);
  const focus = document.activeElement?.closest("#board a[href]")?.getAttribute("href");
  const scrolls = [...board.querySelectorAll(".scroll")].map((one) => one.scrollLeft);
  if (before === after) {
    document.querySelector(".as-of strong")?.replaceChildren(page.querySelector(".as-of strong")?.textContent ?? "");
  } else {
    board.replaceChildren(...page.getElementById("board").childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    board.querySelectorAll(".scroll").forEach((one, at) => (one.scrollLeft = scrolls[at] ?? 0));
    if (focus) board.querySelector(`a[href="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    told.textContent = board.querySelector(".live")?.dataset.changed ?? "";
  }
  say("live");
}

/** All that the page says but the moment. @param {Document} page */
function numbers(page) {
  const copy = /** @type {HTMLElement} */ (page.getElementById("board").cloneNode(true));
  copy.querySelector(".as-of")?.remove();
  return copy.textContent;
}

// -- the stream ----------------------------------------------------------------------------------------------------

function open() {
  close();
  stream = new EventSource("/bang/rung");
  stream.onopen = () => ((tries = 0), say("live"), soon());
  stream.addEventListener("ring", soon);
  stream.onerror = () => {
    close();
    say("away");
    alarm = setTimeout(() => (open(), soon()), Math.min(LONGEST_PAUSE, 1000 * 2 ** tries++) * (0.5 + Math.random() / 2));
  };
}

function close() {
  clearTimeout(alarm);
  stream?.close();
}

const print = /** @type {HTMLButtonElement} */ (document.getElementById("print"));
print.hidden = false;
print.addEventListener("click", () => window.print());
addEventListener("pagehide", close);
addEventListener("pageshow", (event) => event.persisted && open());
addEventListener("online", open);
document.addEventListener("visibilitychange", () => document.hidden || soon());
setInterval(() => document.hidden || soon(), QUIET_LOOK);
say("live");
open();
