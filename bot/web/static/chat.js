// A page of phones: each gets its life, and one stream rings for all of them.

import { Phone } from "./phone.js";
import { Ring, listen } from "./ring.js";
import { byTouch } from "./tools.js";

function start() {
  const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".phone")]);
  const phones = new Map(sections.map((section) => [section.dataset.chat, new Phone(section)]));
  const ring = new Ring(phones);
  listen(phones, ring);
  ring.open();
  if (phones.size === 1 && !byTouch.matches) sections[0].querySelector("textarea").focus();
}

start();
