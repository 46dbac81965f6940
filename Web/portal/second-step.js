/**
 * Counts down to the moment when a new code can be sent, and holds the button back until then. Without it
 * the page says when, and the server refuses what comes too soon.
 */

const wait = document.getElementById("send-wait");
const left = document.getElementById("send-left");
const button = document.getElementById("send-again");
if (wait && left && button instanceof HTMLButtonElement) {
  const end = Date.now() + Number(wait.dataset.seconds) * 1000;
  const words = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: "second", unitDisplay: "long",
  });
  const minutes = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: "minute", unitDisplay: "long",
  });
  const tick = () => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    button.disabled = seconds > 0;
    wait.hidden = seconds <= 0;
    if (seconds <= 0) return;
    left.textContent = seconds < 60 ? words.format(seconds) : minutes.format(Math.ceil(seconds / 60));
    setTimeout(tick, 500);
  };
  tick();
}
