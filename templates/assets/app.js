// What the pages do beyond plain HTML. Everything here is a convenience: each page works without it.
import { initAll } from "./govuk-frontend.js";
import { autosave } from "./autosave.js";
import { asked, clock } from "./meeting.js";
import { passkey } from "./passkey.js";
import { session } from "./session.js";
import { there } from "./there.js";

initAll();
document.querySelectorAll("form[data-autosave]").forEach(autosave);
document.querySelectorAll("form[data-passkey]").forEach(passkey);
document.querySelectorAll("dialog[data-session]").forEach(session);
document.querySelectorAll("[data-clock]").forEach(clock);
document.querySelectorAll("[data-asked-by]").forEach(asked);
document.querySelectorAll("[data-there]").forEach(there);
document.querySelectorAll("[data-checklist]").forEach(checklist);
document.querySelectorAll("[data-countdown]").forEach(countdown);
document.querySelectorAll("[data-select-all]").forEach(selectAll);

// The score of the checklist, as it is answered. The words come from the page.
function checklist(form) {
  const total = Number(form.dataset.total);
  const threshold = Number(form.dataset.threshold);
  const show = (name, text) => form.querySelectorAll(`[data-${name}]`).forEach((it) => { it.textContent = text; });
  let speaking;
  form.addEventListener("change", () => {
    const answered = (value) => form.querySelectorAll(`input[type=radio][value="${value}"]:checked`).length;
    const yes = answered("yes");
    const unknown = answered("not_known");
    show("score", yes);
    show("not-known", unknown);
    show("not-answered", total - yes - unknown - answered("no"));
    show("score-says", yes >= threshold ? form.dataset.above : form.dataset.below);
    const bar = form.querySelector("[data-score-bar]");
    bar?.setAttribute("width", String(Math.round((Number(bar.dataset.scoreBar) * yes) / total)));
    clearTimeout(speaking);
    speaking = setTimeout(() => show("score-live", `${yes} of ${total} yes`), 800);
  });
}

// Minutes left, from the seconds that were left when the page was made: the browser's own clock
// may be wrong. Not a live region; it is there to be read when wanted.
function countdown(place) {
  const ends = performance.now() + Number(place.dataset.countdown) * 1000;
  const number = place.querySelector("[data-countdown-number]");
  const unit = place.querySelector("[data-countdown-unit]");
  const paint = () => {
    const minutes = Math.max(0, Math.ceil((ends - performance.now()) / 60000));
    number.textContent = String(minutes);
    unit.textContent = minutes === 1 ? "minute" : "minutes";
  };
  setInterval(paint, 10000);
}

// One box that ticks all boxes of a name, and how many are ticked.
function selectAll(box) {
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${box.dataset.selectAll}"]`)];
  const says = document.querySelector("[data-selected]");
  const paint = () => {
    const ticked = boxes.filter((it) => it.checked).length;
    box.checked = ticked === boxes.length;
    box.indeterminate = ticked > 0 && ticked < boxes.length;
    if (says) says.textContent = `${ticked} selected`;
  };
  box.addEventListener("change", () => {
    boxes.forEach((it) => { it.checked = box.checked; });
    paint();
  });
  boxes.forEach((it) => it.addEventListener("change", paint));
  paint();
}
