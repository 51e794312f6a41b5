// Warns before the session ends without activity, and leaves the page when it has ended, so that
// nothing stays on a screen that nobody watches. Somebody who types or clicks is not idle.
import { lastContact, post } from "./service.js";

const REFRESH = 5 * 60;

export function session(dialog) {
  const warns = Number(dialog.dataset.warnsAfter);
  const ends = Number(dialog.dataset.endsAfter);
  const left = dialog.querySelector("[data-session-left]");
  const idle = () => (Date.now() - lastContact()) / 1000;
  let asking = false;

  const stay = async () => {
    if (asking) return;
    asking = true;
    try {
      const answer = await post(dialog.dataset.stay, [["csrf", dialog.dataset.csrf]]);
      if (answer.ok) dialog.close();
      else location.assign(dialog.dataset.ended);
    } catch {
      // Without a network there is nothing to do but to go on counting.
    }
    asking = false;
  };
  const look = () => {
    if (idle() >= ends) {
      location.replace(dialog.dataset.ended);
    } else if (idle() >= warns) {
      const minutes = Math.ceil((ends - idle()) / 60);
      left.textContent = minutes === 1 ? "in 1 minute" : `in ${minutes} minutes`;
      if (!dialog.open) dialog.showModal();
    } else if (dialog.open) {
      dialog.close();
    }
  };
  const active = () => {
    if (!dialog.open && idle() >= Math.min(REFRESH, warns / 2)) stay();
  };

  dialog.querySelector("[data-session-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  addEventListener("keydown", active);
  addEventListener("pointerdown", active);
  addEventListener("visibilitychange", look);
  setInterval(look, 5000);
}
