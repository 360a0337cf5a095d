// Fills the short name from the name until somebody types one; without it the server suggests.
const slugField = document.querySelector("[data-slug-of]");
const nameField = slugField && document.getElementById(slugField.dataset.slugOf);

function suggest(name) {
  return name.toLowerCase().normalize("NFKD")
    .replace(/ß/g, "ss").replace(/æ/g, "ae").replace(/œ/g, "oe").replace(/ø/g, "o").replace(/ł/g, "l")
    .replace(/[đð]/g, "d").replace(/þ/g, "th")
    .replace(/[^\x00-\x7f]/g, "").replace(/'/g, "")
    .replace(/[^a-z0-9]+/g, "-").slice(0, 63).replace(/^-+|-+$/g, "");
}

if (nameField) {
  const shown = document.getElementById("slug-preview");
  let isOwn = slugField.value !== "" && slugField.value !== suggest(nameField.value);
  const show = () => { if (shown) shown.textContent = slugField.value || "…"; };
  nameField.addEventListener("input", () => {
    if (!isOwn) slugField.value = suggest(nameField.value);
    show();
  });
  slugField.addEventListener("input", () => { isOwn = slugField.value !== ""; show(); });
  show();
}
