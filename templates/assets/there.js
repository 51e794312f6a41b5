// Leaves a page of a case as soon as the case is not there any more for its reader: somebody recorded
// an interest, or the case was restricted. What is typed goes with it.
const EVERY = 800;

export function there(place) {
  let asking = false;
  const look = async () => {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(place.dataset.there, { redirect: "manual", cache: "no-store" });
      if (answer.status === 404) location.replace(place.dataset.thereOtherwise ?? location.href);
    } catch {
      // Without a network nothing more comes, and nothing was taken away that can be known of.
    }
    asking = false;
  };
  setInterval(look, EVERY);
}
