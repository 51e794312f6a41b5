// The meeting's room: the clock of the case, and fields that only some choices ask for.

// Counts on from where the service's clock stood when the page was made: the browser's own may be
// wrong. Not a live region; it is there to be read when wanted.
export function clock(place) {
  const start = performance.now() - Number(place.dataset.clock) * 1000;
  const total = Number(place.dataset.clockTotal);
  const shown = place.querySelector("[data-clock-shown]");
  const bar = place.querySelector("[data-clock-bar]");
  const paint = () => {
    const seconds = Math.floor((performance.now() - start) / 1000);
    shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    bar.setAttribute("width", String(Math.min(110, Math.round((110 * seconds) / total))));
    place.classList.toggle("drm-clock--over", seconds > total);
  };
  paint();
  setInterval(paint, 1000);
}

// A field is shown while the list it depends on has one of the values that ask for it.
export function asked(field) {
  const list = field.closest("form").elements.namedItem(field.dataset.askedOf);
  const values = field.dataset.askedBy.split(" ");
  const paint = () => { field.hidden = !values.includes(list.value); };
  list.addEventListener("change", paint);
  addEventListener("pageshow", paint);
  paint();
}
