// One phone: its lines, what goes out from it, and what is pressed on it.

import { Log } from "./log.js";
import { Outgoing } from "./outgoing.js";
import { notice } from "./tools.js";
import { get } from "./wire.js";
import { compose } from "./writing.js";

/** @typedef {import("./tools.js").Letter} Letter */
/** @typedef {import("./tools.js").Own} Own */

const LOOKS_AFTER_SENDING = [2000, 8000]; // in case something on the way holds the stream back

export class Phone {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.chat = section.dataset.chat;
    this.after = Number(section.dataset.after);
    this.mine = Number(section.dataset.mine);
    this.log = new Log(section, this.chat);
    this.out = new Outgoing(this.chat, this.log, () => this.lookSoon());
    this.looking = this.lookAgain = false;
    this.looked = 0;
    section.addEventListener("click", (event) => this.pressed(event));
    closeMenu(section);
    compose(section, this.out);
    this.out.recall();
  }

  /** A choice, or a word offered in a text or the menu. @param {MouseEvent} event */
  pressed(event) {
    const button = /** @type {HTMLButtonElement|null} */ (event.target.closest("[data-n], [data-word]"));
    if (!button) return;
    event.preventDefault();
    if (button.dataset.n) this.tap(button);
    else this.out.send({ text: button.dataset.word }).focus({ preventScroll: true });
  }

  /** The keyboard goes at once; the focus goes to the own line, so that Tab leads on to the answer.
   * @param {HTMLButtonElement} button */
  tap(button) {
    const { letter, n } = button.dataset;
    const line = this.out.send({ text: button.value, tap: { letter: Number(letter), n: Number(n) } });
    button.closest(".choices").hidden = true;
    this.log.tidy();
    line.focus({ preventScroll: true });
  }

  lookSoon() {
    const sent = performance.now();
    LOOKS_AFTER_SENDING.forEach((time) => setTimeout(() => this.looked < sent && this.look(), time));
  }

  /** Fetch what is new; a ring while fetching means once more. */
  async look() {
    if (this.looking) return void (this.lookAgain = true);
    this.looking = true;
    do {
      this.lookAgain = false;
      await this.fetchLines();
    } while (this.lookAgain);
    this.looking = false;
  }

  async fetchLines() {
    this.looked = performance.now();
    const came = await get(`/c/${this.chat}/lines?after=${this.after}&mine=${this.mine}`);
    if (came === "signed-out") notice(came);
    else if (came) this.take(came);
  }

  /** @param {{letters: Letter[], mine: Own[], seq: number, mine_id: number}} came */
  take({ letters, mine, seq, mine_id: last }) {
    const fresh = this.log.take(letters, mine);
    this.out.confirmed(mine);
    this.after = Math.max(this.after, seq);
    this.mine = Math.max(this.mine, last);
    if (fresh) this.section.dispatchEvent(new CustomEvent("fresh", { bubbles: true, detail: fresh }));
  }
}

/** As menus do: shut by Escape and by pressing anything but its own button. @param {HTMLElement} section */
function closeMenu(section) {
  const menu = section.querySelector(".menu");
  const knob = menu?.querySelector("summary");
  const shut = () => menu?.removeAttribute("open");
  document.addEventListener("click", (event) => knob?.contains(event.target) || shut());
  menu?.addEventListener("keydown", (event) => event.key === "Escape" && (shut(), knob.focus()));
}
