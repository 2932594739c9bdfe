// What the device or the person refused is said on the page instead of in the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.getElementById("passkey-trouble");
  trouble?.removeAttribute("hidden");
});

// A browser without passkeys does not offer them.
if (!("PublicKeyCredential" in window)) {
  document.getElementById("passkey_login")?.setAttribute("hidden", "");
}
