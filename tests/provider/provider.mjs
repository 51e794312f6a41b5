// The directory of an agency: a certified OpenID provider, with a page of ours where its people say
// who they are. It takes its settings as JSON in one argument:
//   {"client": ["name", "secret"], "back": "http://…", "people": [{"sub": "…", "email": "…", …}]}
// and prints its address once it listens. What it says of somebody is in their token, as the
// directories of most organisations have it.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';

const { client, back, people } = JSON.parse(process.argv[2]);
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const settings = {
  clients: [{
    client_id: client[0],
    client_secret: client[1],
    redirect_uris: [back],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  jwks: { keys: [key.export({ format: 'jwk' })] },
  claims: { openid: ['sub', 'amr', 'roles'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['of this one run'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => people.find((it) => it.sub === id) }),
  // Nobody is asked whether the service may know who they are.
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
};

const page = (buttons) => `<!doctype html><html lang="en"><title>Directory</title>
<h1>Who are you?</h1><form method="post">${buttons}</form></html>`;
const button = ({ sub }) => `<button name="sub" value="${sub}">Go on as ${sub}</button>`;

async function interact(provider, request, response) {
  if (request.method === 'POST') {
    const sub = new URLSearchParams(await text(request)).get('sub');
    const { amr } = people.find((it) => it.sub === sub);
    return provider.interactionFinished(request, response, { login: { accountId: sub, amr } });
  }
  await provider.interactionDetails(request, response);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  return response.end(page(people.map(button).join('')));
}

const server = createServer();
server.listen(0, 'localhost', () => {
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, settings);
  const others = provider.callback();
  server.on('request', (request, response) => {
    const isAsked = request.url.startsWith('/interaction/');
    (isAsked ? interact(provider, request, response) : Promise.resolve(others(request, response)))
      .catch((error) => { response.statusCode = 400; response.end(String(error)); });
  });
  console.log(issuer);
});
