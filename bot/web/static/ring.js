// The one stream that rings for all phones of a page. It carries no words: who hears it looks for them.

import { notice, pause, signedOut } from "./tools.js";

/** @typedef {import("./phone.js").Phone} Phone */

const QUIET_LOOK = 60_000;

export class Ring {
  /** @param {Map<string, Phone>} phones */
  constructor(phones) {
    this.phones = phones;
    this.tries = 0;
    this.alarm = 0;
    /** @type {EventSource|null} */ this.stream = null;
  }

  open() {
    this.close();
    this.stream = new EventSource("/ring");
    this.stream.onopen = () => this.opened();
    this.stream.onerror = () => this.lost();
    this.stream.addEventListener("ring", (event) => this.phones.get(String(JSON.parse(event.data).chat))?.look());
    this.stream.addEventListener("clock", (event) =>
      document.dispatchEvent(new CustomEvent("clock", { detail: JSON.parse(event.data) })));
  }

  close() {
    clearTimeout(this.alarm);
    this.stream?.close();
  }

  opened() {
    this.tries = 0;
    notice("");
    this.lookAround();
  }

  /** The browser's own way of coming back gives up on some answers, so it is done here. The lines are looked for
   * all the same: some offices let pages through and hold streams back. */
  lost() {
    this.close();
    if (signedOut()) return;
    notice("reconnecting");
    this.alarm = setTimeout(() => (this.open(), this.tries > 1 && this.lookAround()), pause(this.tries++));
  }

  lookAround() {
    this.phones.forEach((phone) => (void phone.look(), phone.out.flush()));
  }
}

/** @param {Map<string, Phone>} phones @param {Ring} ring */
export function listen(phones, ring) {
  addEventListener("pagehide", () => ring.close());
  addEventListener("pageshow", (event) => event.persisted && ring.open());
  addEventListener("online", () => ring.open());
  addEventListener("beforeunload", (event) => {
    if ([...phones.values()].some((phone) => phone.out.wires.size)) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.hidden || ring.lookAround());
  setInterval(() => document.hidden || ring.lookAround(), QUIET_LOOK);
}
