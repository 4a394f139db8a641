const SCHEME = "accessToken";

// Swagger UI has a dark mode, but does not follow the system by itself.
const dark = matchMedia("(prefers-color-scheme: dark)");
const followSystem = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followSystem);
followSystem();

const ui = SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#api",
  deepLinking: true,
  persistAuthorization: true,
  validatorUrl: null,
});

function say(text, isBad) {
  const status = document.getElementById("status");
  status.textContent = text;
  status.classList.toggle("bad", isBad);
}

async function signIn() {
  const response = await fetch("/_local/api/sign-in", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ phoneNumber: document.getElementById("phone").value }),
  });
  const { data, message } = await response.json();
  if (!response.ok) {
    say(message, true);
    return;
  }
  ui.preauthorizeApiKey(SCHEME, data.accessToken);
  ui.authActions.persistAuthorizationIfNeeded();
  say(`Signed in as ${data.user.phoneNumber}. Requests use the access token for ${data.expiresIn / 60} minutes.`, false);
}

document.getElementById("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  signIn().catch(() => say("Nero does not respond. Check that bin/start is running.", true));
});
