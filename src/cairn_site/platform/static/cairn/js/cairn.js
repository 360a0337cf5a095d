// Small additions to pages that work without them. Read in the head, so that the theme is there before the page.
const root = document.documentElement;
root.dataset.js = "";

function remembered() {
  try { return localStorage.getItem("theme"); } catch { return null; }
}

function applyTheme(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  for (const button of document.querySelectorAll("[data-set-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === (root.dataset.theme ?? "system")));
  }
}

applyTheme(remembered());

document.addEventListener("DOMContentLoaded", () => {
  applyTheme(remembered());
  document.querySelector("[data-takes-focus]")?.focus();
  // On a narrow screen these scroll sideways: where one is comes into view.
  for (const here of document.querySelectorAll(":is(.side, .tabs, .steps) [aria-current]")) {
    const row = here.closest(".side, .tabs, .steps");
    if (row.scrollWidth > row.clientWidth) here.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  }
});

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-set-theme]");
  if (theme) {
    try { localStorage.setItem("theme", theme.dataset.setTheme); } catch { /* It holds for this page then. */ }
    applyTheme(theme.dataset.setTheme);
  }
  const opener = event.target.closest("[data-opens-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opensDialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  if (event.target.closest("[data-closes-dialog]")) event.target.closest("dialog")?.close();
  event.target.closest("[data-dismisses]")?.closest(".notice").remove();
  const copier = event.target.closest("[data-copies]");
  if (copier) {
    const source = document.getElementById(copier.dataset.copies);
    navigator.clipboard.writeText(source.value ?? source.textContent.trim()).then(() => {
      const label = copier.querySelector("[data-label]") ?? copier;
      const before = label.textContent;
      label.textContent = copier.dataset.copied ?? "✓";
      setTimeout(() => { label.textContent = before; }, 1800);
    });
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  const all = event.target.closest("[data-checks-all]");
  if (all) {
    for (const box of document.querySelectorAll(`input[name="${all.dataset.checksAll}"]`)) box.checked = all.checked;
  }
});
