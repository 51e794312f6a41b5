// When this browser last reached the service, shared between its windows.
const channel = new BroadcastChannel("service");
let last = Date.now();
channel.addEventListener("message", (event) => { last = Math.max(last, event.data); });

export const lastContact = () => last;

// Posts a form's pairs. The answer must come from the address itself: being led elsewhere means
// that the session has ended.
export async function post(address, pairs, leaving = false) {
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(pairs), redirect: "manual", keepalive: leaving });
  if (answer.ok) {
    last = Date.now();
    channel.postMessage(last);
  }
  return answer;
}
