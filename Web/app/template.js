/**
 * Copies of the templates in `index.mustache`.
 */

/**
 * A screen's or dialog's markup with ways to find its parts.
 * @param {string} name the template's id
 */
export function fromTemplate(name) {
  const template = document.getElementById(name);
  const node = template instanceof HTMLTemplateElement
    ? /** @type {HTMLElement | null} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild)
    : null;
  if (!node) throw new Error(`No template ${name}.`);
  /**
   * The element marked `data-part="…"`.
   * @param {string} part
   */
  const part = (part) => {
    const found = node.querySelector(`[data-part="${part}"]`);
    if (!(found instanceof HTMLElement)) throw new Error(`No part ${part} in ${name}.`);
    return found;
  };
  /**
   * What happens when a part is pressed.
   * @param {string} name
   * @param {() => void} action
   */
  const onPress = (name, action) => part(name).addEventListener('click', action);
  /**
   * The field marked `data-part="…"`.
   * @param {string} name
   */
  const field = (name) => /** @type {HTMLInputElement} */ (part(name));
  return { node, part, field, onPress };
}

/**
 * Marks a form as waiting, or not. It keeps its focus; presses are refused by {@link isWaiting}.
 * @param {HTMLElement} form
 * @param {boolean} isBusy
 */
export function setWaiting(form, isBusy) {
  form.setAttribute('aria-busy', String(isBusy));
  for (const button of form.querySelectorAll('button[type="submit"]')) button.setAttribute('aria-disabled', String(isBusy));
}

/**
 * Whether a form waits for an answer.
 * @param {HTMLElement} form
 */
export function isWaiting(form) {
  return form.getAttribute('aria-busy') === 'true';
}

/**
 * Makes Escape do the same as the button that leaves a dialog.
 * @param {HTMLElement} node
 * @param {() => void} leave
 */
export function onEscape(node, leave) {
  node.addEventListener('cancel', (event) => {
    event.preventDefault();
    leave();
  });
}

/**
 * Marks a field as wrong with a sentence under it, or as right again.
 * @param {HTMLElement} field
 * @param {HTMLElement} place the element that describes the error
 * @param {string | null} sentence
 */
export function setFieldError(field, place, sentence) {
  place.textContent = sentence ?? '';
  place.hidden = sentence === null;
  if (sentence === null) field.removeAttribute('aria-invalid');
  else field.setAttribute('aria-invalid', 'true');
}
