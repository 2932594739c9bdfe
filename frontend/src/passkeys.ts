// Passkeys belong to a host's name, and need a browser that has them: only there are they offered.
const isNamed = !/^[\d.]+$|:/.test(location.hostname);
if (isNamed && "PublicKeyCredential" in window) {
  for (const id of ["passkey_login", "mfa_webauthn_authenticate"]) {
    document.getElementById(id)?.removeAttribute("hidden");
  }
}

// What the device or the person refused is said on the page instead of in the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-trouble")?.removeAttribute("hidden");
});
