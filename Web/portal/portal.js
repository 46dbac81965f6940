/**
 * What every page of the portal gains from a script: dates as the reader writes them, and copy buttons.
 * Every page works without it.
 */

/** How long a copy button says that it has copied, in milliseconds. */
const COPIED_FOR = 2000;

/**
 * Rewrites the text of all dates in the reader's language and time zone.
 * @param {ParentNode} root where to look
 */
function localiseDates(root) {
  const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
  // A date without a time is the same day for everyone; ISO 8601 reads it as midnight UTC.
  const wholeDay = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" });
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
      label.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(source);
      label.textContent = "Press Ctrl+C";
    }
    setTimeout(() => { label.textContent = text; }, COPIED_FOR);
  });
}

localiseDates(document);
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (button instanceof HTMLButtonElement) enableCopying(button);
}
