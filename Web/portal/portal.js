/**
 * What every page of the portal gains from a script: dates as the reader writes them, copy buttons, and
 * forms that a double click does not send twice. Every page works without it.
 */

/** How long a copy button says that it has copied, in milliseconds. */
const COPIED_FOR = 2000;
/** How long a form that was sent waits for its answer before it may be sent again, in milliseconds. */
const ANSWER_WITHIN = 10000;

/**
 * The reader's own kind of the page's language: "en-GB" on an English page, else the page's language.
 * @returns {string}
 */
function readersLocale() {
  const page = document.documentElement.lang;
  return navigator.languages.find((tag) => tag.split("-")[0] === page) ?? page;
}

/**
 * Rewrites the text of all dates in the reader's language and time zone.
 * @param {ParentNode} root where to look
 */
function localiseDates(root) {
  const locale = readersLocale();
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
  // A date without a time is the same day for everyone; ISO 8601 reads it as midnight UTC.
  const wholeDay = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  for (const element of root.querySelectorAll("time[datetime]")) {
    const iso = element.getAttribute("datetime") ?? "";
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) continue;
    const isDay = element.matches("[data-show=date]");
    const format = !isDay ? moment : iso.includes("T") ? day : wholeDay;
    element.textContent = format.format(date);
    element.setAttribute("lang", format.resolvedOptions().locale);
  }
}

/**
 * Shows a copy button and lets it copy the text of the element that `data-copy` names.
 * @param {HTMLButtonElement} button the button, hidden until now
 */
function enableCopying(button) {
  const source = document.getElementById(button.dataset.copy ?? "");
  const label = button.querySelector("span");
  if (!source || !label || !navigator.clipboard) return;
  const text = label.textContent;
  label.setAttribute("aria-live", "polite");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      label.textContent = document.body.dataset.copied ?? "";
    } catch {
      getSelection()?.selectAllChildren(source);
      label.textContent = document.body.dataset.pressCopy ?? "";
    }
    setTimeout(() => { label.textContent = text; }, COPIED_FOR);
  });
}

/** @type {WeakSet<EventTarget>} Forms on their way; a second try would cost one of the few for a code. */
const sent = new WeakSet();

/**
 * Lets a form go only once until its answer has had time to come.
 * @param {SubmitEvent} event the form is about to be sent
 */
function sendOnce(event) {
  const form = event.target;
  // What only asks, such as an export, may be asked for again: its page stays.
  if (!form || (form instanceof HTMLFormElement && form.method === "get")) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  setTimeout(() => sent.delete(form), ANSWER_WITHIN);
  // A page that the browser brings back as it was left may send its forms again.
  addEventListener("pageshow", () => sent.delete(form), { once: true });
}

// Reloading the answer to a form asks for the page again and does not send the form, and so the code, once more.
history.replaceState(history.state, "");
localiseDates(document);
addEventListener("submit", sendOnce);
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (button instanceof HTMLButtonElement) enableCopying(button);
}
