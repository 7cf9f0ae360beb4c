// The places that a text names, underlined while it is typed and taken over with one key:
// <div data-places="/routing/places" data-from="narrative" data-into="place" data-offer="… {place}"><p role="status" data-told>
// The words that are underlined stand in a copy behind the text, which nobody reads twice.

const STILL = 400;
const LIKE = ["font", "letterSpacing", "lineHeight", "padding", "borderWidth", "textIndent"];

class Places {
  constructor(part) {
    this.part = part;
    this.told = part.querySelector("[data-told]");
    this.from = document.querySelector(`[name="${part.dataset.from}"]`);
    this.into = document.querySelector(`[name="${part.dataset.into}"]`);
    this.copy = document.createElement("div");
    this.copy.className = "underlined";
    this.copy.setAttribute("aria-hidden", "true");
    this.from.after(this.copy);
    this.from.parentElement.classList.add("underlines");
    this.from.addEventListener("input", (event) => { this.copy.replaceChildren(); if (!event.isComposing) this.soon(); });
    this.from.addEventListener("compositionend", () => this.soon());
    this.from.addEventListener("scroll", () => { this.copy.scrollTop = this.from.scrollTop; });
    new ResizeObserver(() => this.places && this.underline()).observe(this.from);
    if (this.from.value) this.soon();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), STILL);
  }

  async ask() {
    const words = this.from.value;
    const data = new URLSearchParams({ narrative: words, csrf_token: this.from.form.elements.csrf_token.value });
    try {
      const answer = await fetch(this.part.dataset.places, {
        method: "POST", body: data, headers: { "X-Requested-With": "fetch" }, cache: "no-store", redirect: "error",
      });
      if (!answer.ok || words !== this.from.value) return;            // an answer to an older text is dropped
      this.places = (await answer.json()).places;
    } catch { return; }                                               // without an answer it is typed by hand
    this.underline();
    this.offer();
  }

  underline() {
    const look = getComputedStyle(this.from);
    for (const name of LIKE) this.copy.style[name] = look[name];
    Object.assign(this.copy.style, {
      left: `${this.from.offsetLeft}px`, top: `${this.from.offsetTop}px`,
      width: `${this.from.offsetWidth}px`, height: `${this.from.offsetHeight}px`,
    });
    const text = this.from.value;
    let at = 0;
    this.copy.replaceChildren(...this.places.flatMap(({ start, end }) => {
      const mark = document.createElement("u");
      mark.textContent = text.slice(start, end);
      const before = text.slice(at, start);
      at = end;
      return [before, mark];
    }), text.slice(at));
    this.copy.scrollTop = this.from.scrollTop;
  }

  offer() {
    const [first] = this.places.filter(({ place }) => place !== this.into.value);
    const same = this.shown === JSON.stringify(first);
    this.shown = JSON.stringify(first);
    if (same) return;
    this.told.replaceChildren();
    if (!first) return;
    const take = document.createElement("button");
    take.type = "button";
    take.className = "button plain small";
    take.dataset.alt = "a";
    take.setAttribute("aria-keyshortcuts", "Alt+A");
    const key = document.createElement("kbd");
    key.textContent = "Alt+A";
    take.append(this.part.dataset.offer.replace("{place}", first.place), " ", key);
    take.addEventListener("click", () => this.take(first));
    this.told.append(take, " ", first.says);
  }

  take({ place }) {
    const held = document.activeElement;
    this.into.value = place;
    for (const kind of ["input", "change"]) this.into.dispatchEvent(new Event(kind, { bubbles: true }));
    this.offer();
    if (held && !held.isConnected) this.from.focus();
  }
}

for (const part of document.querySelectorAll("[data-places]")) new Places(part);
