// Saves a form's draft 5 seconds after a change, and when a field is left. What was typed is never
// touched. The answer is JSON: `says` ("Saved 8:52am") and, if the draft has one, its `version`.
import { post } from "./service.js";

const PAUSE = 5000;
const TROUBLE = {
  0: "Not saved. What you typed is still here, and we will try again.",
  401: "Not saved, because you have been signed out. Keep this page open, sign in in another window, and we will save it.",
  409: "Not saved, because this was changed in another window. Keep this page open until you have compared the two.",
};

export function autosave(form) {
  const place = form.querySelector("[data-saved]") ?? document.querySelector("[data-saved]");
  let timer, changed = false, saving = false, stopped = false;

  const pairs = () => {
    const all = new FormData(form);
    if (all.has("operation")) all.set("operation", crypto.randomUUID());
    return [...all].filter(([, value]) => typeof value === "string");
  };
  const say = (text, trouble) => {
    if (!place) return;
    place.hidden = false;
    place.classList.toggle("drm-saved--not", trouble);
    if (trouble) place.setAttribute("role", "alert");
    else place.removeAttribute("role");
    (place.querySelector("[data-saved-says]") ?? place).textContent = text;
  };
  const soon = (pause) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, pause);
  };
  const take = async (answer) => {
    if (!answer.ok) {
      const status = answer.type === "opaqueredirect" ? 401 : answer.status;
      changed = true;
      stopped = status === 409;
      say(TROUBLE[status] ?? TROUBLE[0], true);
      return;
    }
    const { says, version } = await answer.json();
    const field = form.elements.namedItem("version");
    if (field && version !== undefined) field.value = version;
    say(says, false);
  };
  const save = async () => {
    if (!changed || saving || stopped) return;
    saving = true;
    changed = false;
    try {
      await take(await post(form.dataset.autosave, pairs()));
    } catch {
      changed = true;
      say(TROUBLE[0], true);
    }
    saving = false;
    if (changed) soon(PAUSE);
  };

  form.addEventListener("input", () => { changed = true; soon(PAUSE); });
  form.addEventListener("focusout", () => { if (changed) soon(300); });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); });
  addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });
  addEventListener("pagehide", () => {
    if (changed && !stopped) post(form.dataset.autosave, pairs(), true).catch(() => {});
  });
}
