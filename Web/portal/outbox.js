/**
 * Shows new messages of the demo as they come: told by server-sent events, or by asking now and then.
 * What is on the page already stays as it is, with whatever is opened in it.
 */

/** Milliseconds between two questions while the server cannot push. */
const ASK_EVERY = 5000;

/** Fetches the page and puts the messages that are not here yet on top. */
async function refresh() {
  const answer = await fetch("/demo/outbox", { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = document.getElementById("messages");
  if (!list) return;
  const news = [...fresh.querySelectorAll("#messages > article")].filter((one) => !document.getElementById(one.id));
  for (const article of news.reverse()) list.prepend(document.adoptNode(article));
  if (news.length > 0) document.getElementById("no-messages")?.remove();
}

let asking = false;
/** Refreshes, one at a time; a server that is away is asked again later. */
async function ask() {
  if (asking) return;
  asking = true;
  try {
    await refresh();
  } catch {
    // The next event or question tries again.
  } finally {
    asking = false;
  }
}

const source = new EventSource("/demo/outbox/events");
source.addEventListener("message", ask);
source.addEventListener("open", ask);
setInterval(() => {
  if (source.readyState !== EventSource.OPEN) ask();
}, ASK_EVERY);
