// Runs before Streamlit's front end: where the app is, that its reader reads Indonesian, and that nothing
// which somebody typed is lost when the connection is.
"use strict";

window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" };

// Months, days and numbers of the front end follow the language of the browser, which may be another one.
Object.defineProperty(Navigator.prototype, "language", { get: () => "id-ID" });
Object.defineProperty(Navigator.prototype, "languages", { get: () => ["id-ID", "id"] });

(() => {
  const FIELDS = "textarea, input[type=text], input[type=tel], input[type=email], input:not([type])";
  const LOOK_MS = 1000;
  const LOOKS = 90;
  let kept = [];
  let leaving = false;
  let watching = 0;

  const label = (field) => field.getAttribute("aria-label") || field.placeholder || "Isian";
  const typed = () =>
    [...document.querySelectorAll(`.stMain :is(${FIELDS})`)]
      .filter((field) => field.value.trim() && !field.closest("[data-testid=stSelectbox], [data-testid=stMultiSelect]"))
      .map((field) => ({ label: label(field), value: field.value }));

  const missing = () => {
    const there = new Set(typed().map((one) => one.value));
    return kept.filter((one) => !there.has(one.value));
  };

  const stop = () => {
    clearInterval(watching);
    document.removeEventListener("click", stop, true);
    kept = [];
  };

  // The page is drawn anew a while after the connection is back: a restarted server does not know which forms
  // were open, and a field may go. What is gone twice in a row is offered; whoever clicks has his form.
  const watch = () => {
    clearInterval(watching);
    let looks = 0;
    let gone = 0;
    document.addEventListener("click", stop, true);
    watching = setInterval(() => {
      looks += 1;
      gone = missing().length ? gone + 1 : 0;
      if (gone > 1) {
        const lost = missing();
        stop();
        offer(lost);
      } else if (looks >= LOOKS) {
        stop();
      }
    }, LOOK_MS);
  };

  const element = (name, text, style) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.style.cssText = style;
    return made;
  };

  const offer = (lost) => {
    document.getElementById("tenteram-isian")?.remove();
    const panel = element("section", "",
      "position:fixed;right:1rem;bottom:1rem;z-index:1000000;max-width:min(34rem,calc(100vw - 2rem));max-height:60vh;" +
      "overflow:auto;background:#fff;color:#17323d;border:2px solid #1f4e5f;border-radius:10px;padding:1rem;" +
      "font:15px/1.45 'Source Sans','Source Sans 3',system-ui,sans-serif;box-shadow:0 6px 24px rgba(0,0,0,.2)");
    panel.id = "tenteram-isian";
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", "Isian sebelum sambungan terputus");
    panel.append(element("strong", "Sambungan sempat terputus", "display:block;margin-bottom:.3rem"));
    panel.append(element("p", "Isian ini belum disimpan. Salin, lalu tempelkan kembali pada formulirnya.", "margin:0 0 .5rem"));
    for (const { label, value } of lost) {
      panel.append(element("div", label, "font-size:.85rem;color:#5d564e"));
      panel.append(element("pre", value,
        "white-space:pre-wrap;overflow-wrap:anywhere;user-select:all;background:#eef3f4;border-radius:6px;" +
        "padding:.5rem;margin:.15rem 0 .6rem;font:inherit"));
    }
    const close = element("button", "Tutup",
      "font:inherit;min-height:2.5rem;padding:0 1rem;border-radius:8px;border:1px solid #1f4e5f;background:#1f4e5f;" +
      "color:#fff;cursor:pointer");
    close.addEventListener("click", () => panel.remove());
    panel.append(close);
    document.body.append(panel);
  };

  window.addEventListener("pagehide", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });

  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener("close", () => {
        clearInterval(watching);
        if (!leaving && kept.length === 0) kept = typed();
      });
      this.addEventListener("open", () => {
        if (kept.length) watch();
      });
    }
  };
})();
