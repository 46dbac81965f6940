/**
 * The live part of connecting a phone: tells politely when the phone has scanned the code, counts the
 * time down, and goes on when the registration has ended. It never touches digits that were typed.
 */

/**
 * The live status of a registration, as the server sends it.
 * @typedef {object} Status
 * @property {"pending" | "claimed" | "active" | "rejected" | "expired" | "exhausted"} state
 * @property {string} [model] what the phone calls itself
 * @property {number} [expires_in] whole seconds until the registration expires
 */

/** Milliseconds between two questions when the server cannot push. */
const POLL_EVERY = 3000;
/** Milliseconds to wait for the first pushed status before asking instead. */
const FIRST_EVENT_WITHIN = 5000;
/** Questions without an answer before the page says so. */
const SILENCE_IS_NEWS = 3;
/** Below this many seconds the countdown shows seconds. */
const SHOW_SECONDS_BELOW = 120;

/**
 * Finds an element the page cannot do without.
 * @param {string} id the id in the template
 * @returns {HTMLElement}
 */
function required(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no #${id} on this page`);
  return element;
}

const page = required("pairing");
const path = page.dataset.path ?? "";
const status = required("status");
const statusText = required("status-text");
const countdown = required("countdown");

/** Minutes in words, in the language of the page. */
const minutes = new Intl.NumberFormat(document.documentElement.lang, {
  style: "unit", unit: "minute", unitDisplay: "long",
});

/**
 * A sentence of the page, which the template keeps in the language of the page.
 * @param {"waiting" | "claimed" | "aPhone" | "offline"} name which one
 * @returns {string}
 */
function say(name) {
  return statusText.dataset[name] ?? "";
}

/** When the registration expires, on this browser's monotonic clock in milliseconds. */
let expiresAt = 0;
/** @type {EventSource | undefined} */
let source;
/** @type {number | undefined} */
let pollTimer;
/** @type {number | undefined} */
let firstEventTimer;
/** Questions in a row that got no answer. */
let unanswered = 0;
/** A form is on its way or the page is being left: nothing may navigate any more. */
let isLeaving = false;

/**
 * Takes over how much time is left.
 * @param {number} seconds whole seconds, 0 or more
 */
function setExpiry(seconds) {
  expiresAt = performance.now() + seconds * 1000;
  showTimeLeft();
}

/** Writes the time left: minutes, and near the end minutes and seconds. */
function showTimeLeft() {
  const seconds = Math.max(0, Math.ceil((expiresAt - performance.now()) / 1000));
  if (seconds >= SHOW_SECONDS_BELOW) {
    countdown.textContent = minutes.format(Math.floor(seconds / 60));
  } else {
    const rest = String(seconds % 60).padStart(2, "0");
    countdown.textContent = `${Math.floor(seconds / 60)}:${rest}`;
  }
}

/**
 * Changes the announced sentence, only when it differs: a live region repeats what is written to it.
 * @param {string} sentence what to say
 */
function announce(sentence) {
  if (statusText.textContent !== sentence) statusText.textContent = sentence;
}

/**
 * Marks a step of the progress indicator.
 * @param {string} id the step's id
 * @param {"done" | "current" | "next"} state how far it is
 */
function markStep(id, state) {
  const step = required(id);
  step.dataset.state = state;
  if (state === "current") step.setAttribute("aria-current", "step");
  else step.removeAttribute("aria-current");
}

/** Moves to the code field, unless the person is busy elsewhere or a keyboard would cover the page. */
function offerCodeField() {
  const isIdle = document.activeElement === null || document.activeElement === document.body;
  if (isIdle && matchMedia("(pointer: fine)").matches) {
    required("code").focus({ preventScroll: true });
  }
}

/**
 * Shows that a phone has scanned the code, or waits again.
 * @param {boolean} isClaimed a phone has scanned the code
 * @param {string} [model] what that phone calls itself
 */
function showClaim(isClaimed, model) {
  const wasClaimed = status.dataset.status === "claimed";
  status.dataset.status = isClaimed ? "claimed" : "pending";
  announce(isClaimed ? say("claimed").replace("{1}", () => model || say("aPhone")) : say("waiting"));
  required("reject").hidden = !isClaimed;
  required("lead-scan").hidden = isClaimed;
  required("lead-confirm").hidden = !isClaimed;
  markStep("step-scan", isClaimed ? "done" : "current");
  markStep("step-confirm", isClaimed ? "current" : "next");
  if (isClaimed && !wasClaimed) offerCodeField();
}

/**
 * Acts on one status from the server.
 * @param {Status} news what the server says
 */
function apply(news) {
  if (isLeaving) return;
  unanswered = 0;
  if (typeof news.expires_in === "number") setExpiry(news.expires_in);
  if (news.state === "pending" || news.state === "claimed") {
    showClaim(news.state === "claimed", news.model);
    return;
  }
  leave();
  // Not reload(): after a wrong code this page may be the answer to a form.
  location.replace(path);
}

/** Asks the server for the status, again and again. */
async function poll() {
  try {
    const response = await fetch(`${path}/status`, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    apply(await response.json());
  } catch {
    unanswered += 1;
    if (unanswered === SILENCE_IS_NEWS && !isLeaving) {
      announce(say("offline"));
    }
  }
  if (!isLeaving) pollTimer = setTimeout(poll, POLL_EVERY);
}

/** Stops listening and asks instead. */
function startPolling() {
  source?.close();
  source = undefined;
  clearTimeout(firstEventTimer);
  if (pollTimer === undefined && !isLeaving) poll();
}

/** Listens to what the server pushes; asks instead where that does not work. */
function listen() {
  source = new EventSource(`${path}/events`);
  firstEventTimer = setTimeout(startPolling, FIRST_EVENT_WITHIN);
  source.addEventListener("status", (event) => {
    clearTimeout(firstEventTimer);
    try {
      apply(JSON.parse(event.data));
    } catch {
      startPolling();
    }
  });
  source.addEventListener("error", startPolling);
}

/** Ends listening and asking for good. */
function leave() {
  isLeaving = true;
  source?.close();
  clearTimeout(firstEventTimer);
  clearTimeout(pollTimer);
}

setExpiry(Number(page.dataset.expiresIn) || 0);
setInterval(showTimeLeft, 1000);
// A form's answer is the next page; news that it causes must not navigate over it.
addEventListener("submit", leave);
addEventListener("pagehide", leave);
// The browser may bring the page back as it was left; then everything on it is old.
addEventListener("pageshow", (event) => { if (event.persisted) location.replace(path); });
listen();
