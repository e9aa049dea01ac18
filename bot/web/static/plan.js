// The page of a plan. Every form works without this; with it the page stays where it is, keeps what is half typed,
// and shows which line a field was read from.

const PARTS = ["bar", "fields", "paper"];
const WIDE = matchMedia("(min-width: 1000px)");
const told = document.getElementById("told");
let busy = false;

/** @param {string} id */
const part = (id) => document.getElementById(id);

// -- what is pressed -----------------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("main form")) return;
  event.preventDefault();
  if (!busy) void send(form, /** @type {HTMLElement|null} */ (event.submitter));
});

/** The key stands in the form, so that pressing again after a failure is the same act. @param {HTMLFormElement} form
 * @param {HTMLElement|null} button */
async function send(form, button) {
  busy = true;
  form.setAttribute("aria-busy", "true");
  told.textContent = told.dataset.sending;
  const body = new URLSearchParams([...new FormData(form, button)].map(([name, value]) => [name, String(value)]));
  const page = await fetched(form.action, { method: "POST", body });
  busy = false;
  form.removeAttribute("aria-busy");
  if (page) show(page, form);
  else failed(form);
}

/** The page as it is now; nothing when the server is away. @param {string} path @param {RequestInit} [how] */
async function fetched(path, how) {
  try {
    const answer = await fetch(path, { cache: "no-store", ...how });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && page.getElementById("fields")) return page;
    if (answer.ok || answer.status < 500) location.assign(answer.ok ? answer.url : location.pathname);
    return null;
  } catch {
    return null;
  }
}

/** @param {HTMLFormElement} form */
function failed(form) {
  told.textContent = told.dataset.failed;
  const place = form.closest(".field, .begin") ?? part("top");
  place.querySelector(".said")?.remove();
  const line = document.createElement("p");
  line.className = "said again";
  line.textContent = told.dataset.failed;
  form.before(line);
}

// -- the page drawn anew -------------------------------------------------------------------------------------------

/** @param {Document} page @param {HTMLFormElement|null} sent */
function show(page, sent) {
  const kept = remembered(sent);
  for (const id of PARTS) part(id).replaceChildren(...page.getElementById(id).childNodes);
  restore(kept);
  told.textContent = sent ? document.querySelector("#fields .said")?.textContent ?? "" : "";
}

/** What the person would miss: where they are, what stands open, what they have half typed elsewhere.
 * @param {HTMLFormElement|null} sent */
function remembered(sent) {
  const field = sent?.closest(".field, .begin") ?? null;
  const boxes = [...document.querySelectorAll("#fields [name=words]:is(input, textarea)")];
  const typed = boxes.filter((box) => box.value !== box.defaultValue && !sent?.contains(box));
  return {
    scrolls: ["fields", "paper"].map((id) => [id, part(id).scrollTop]),
    open: [...document.querySelectorAll("#fields details[open]")].map((one) => one.id),
    typed: typed.map((box) => [box.id, box.value]),
    focus: document.activeElement?.id ?? "",
    field: field?.id ?? "",
    top: field?.getBoundingClientRect().top ?? 0,
  };
}

/** @param {ReturnType<typeof remembered>} kept */
function restore(kept) {
  for (const id of kept.open) part(id)?.setAttribute("open", "");
  for (const [id, value] of kept.typed) if (part(id)) part(id).value = value;
  for (const [id, place] of kept.scrolls) part(id).scrollTop = place;
  stay(kept);
  const invalid = document.querySelector("#fields [aria-invalid]");
  const place = invalid ?? part(kept.focus) ?? part(kept.field) ?? part("top");
  if (kept.field || kept.focus) place?.focus({ preventScroll: true });
  invalid?.scrollIntoView({ block: "nearest" });
}

/** The field one was in stays under the eyes, whatever has grown above it. @param {ReturnType<typeof remembered>} kept */
function stay({ field, top }) {
  const place = field && part(field);
  if (!place) return;
  const moved = place.getBoundingClientRect().top - top;
  if (WIDE.matches) part("fields").scrollTop += moved;
  else scrollBy({ top: moved, behavior: "instant" });
}

// Something may have been decided in the chat meanwhile; what is half typed is left alone.
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || busy || remembered(null).typed.length) return;
  const page = await fetched(location.pathname);
  if (page && !busy && !remembered(null).typed.length) show(page, null);
});

// -- a field and its line ------------------------------------------------------------------------------------------

/** @param {string[]} fields */
function light(fields) {
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  const marks = [...document.querySelectorAll("mark")];
  for (const field of fields) {
    part(field)?.classList.add("lit");
    marks.filter((mark) => mark.dataset.of.split(" ").includes(field)).forEach((mark) => mark.classList.add("lit"));
  }
}

/** @param {Event} event @returns {string[]} */
function pointed(event) {
  const place = /** @type {HTMLElement} */ (event.target).closest?.("mark, [data-field]");
  if (!place) return [];
  return place.matches("mark") ? place.dataset.of.split(" ") : [place.dataset.field];
}

/** The text moves to the line only when a field is gone into: under a pointer that merely passes it stays still.
 * @param {string} field */
function bring(field) {
  const mark = document.querySelector(`mark:has([href="#${CSS.escape(field)}"])`);
  const paper = part("paper");
  if (!mark || !WIDE.matches) return;
  const [line, box] = [mark.getBoundingClientRect(), paper.getBoundingClientRect()];
  if (line.top < box.top || line.bottom > box.bottom) paper.scrollTop += line.top - box.top - box.height / 3;
}

document.addEventListener("pointerover", (event) => light(pointed(event)));
document.addEventListener("focusin", (event) => {
  const fields = pointed(event);
  light(fields);
  if (fields.length && !event.target.closest("#paper")) bring(fields[0]);
});
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("mark");
  if (mark && !event.target.closest("a") && getSelection().isCollapsed) location.hash = mark.dataset.of.split(" ")[0];
});
