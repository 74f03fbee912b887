// A certified OpenID provider for the tests: node provider.mjs <port> <callback address>.
// It takes any name and password; the name is the subject.
import Provider from "oidc-provider";

const [port, callback] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: "yinli",
    client_secret: "a-secret-of-this-test-alone-0123456789",
    redirect_uris: [callback],
    response_types: ["code"],
    grant_types: ["authorization_code"],
  }],
  cookies: { keys: ["a key of this test alone"] },
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
});
provider.listen(Number(port), "127.0.0.1");
