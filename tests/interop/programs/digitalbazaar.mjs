// Speaks for @digitalbazaar/vc: one request on standard input, one answer on standard output, both JSON.
//
// A request has `contexts` (address -> file), `job` (issue, verify or verifyPresentation), and what the job
// needs. No address is ever fetched: contexts come from the files, did:key is resolved here.

import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite as eddsa} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {cryptosuite as ecdsa} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';

const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const request = JSON.parse(readFileSync(0, 'utf8'));

function resolve(did) {
  const multikey = did.slice('did:key:'.length);
  const method = {
    '@context': MULTIKEY, id: `${did}#${multikey}`, type: 'Multikey', controller: did, publicKeyMultibase: multikey
  };
  return {
    method,
    controller: {
      '@context': ['https://www.w3.org/ns/did/v1', MULTIKEY],
      id: did,
      verificationMethod: [method],
      assertionMethod: [method.id],
      authentication: [method.id]
    }
  };
}

async function documentLoader(url) {
  let document;
  if(url in request.contexts) {
    document = JSON.parse(readFileSync(request.contexts[url], 'utf8'));
  } else if(url.startsWith('did:key:')) {
    const {method, controller} = resolve(url.split('#')[0]);
    document = url.includes('#') ? method : controller;
  } else {
    throw new Error(`Nothing is fetched: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
}

const verifying = [
  new DataIntegrityProof({cryptosuite: eddsa}),
  new DataIntegrityProof({cryptosuite: ecdsa})
];

function explain(result) {
  const error = result.error;
  const reasons = error ? [error.message, ...(error.errors ?? []).map(inner => inner.message)] : [];
  return {verified: result.verified === true, reasons};
}

async function issue({credential, key, date}) {
  const isEdwards = key.publicKeyMultibase.startsWith('z6Mk');
  const pair = await (isEdwards ? Ed25519Multikey : EcdsaMultikey).from(key);
  const cryptosuite = isEdwards ? eddsa : ecdsa;
  const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite, date});
  return vc.issue({credential, suite, documentLoader});
}

const jobs = {
  issue: async () => issue(request),
  verify: async () => explain(await vc.verifyCredential({
    credential: request.credential, suite: verifying, documentLoader, now: request.now,
    checkStatus: async () => ({verified: true})
  })),
  verifyPresentation: async () => explain(await vc.verify({
    presentation: request.presentation, challenge: request.challenge, domain: request.domain,
    suite: verifying, documentLoader, now: request.now, checkStatus: async () => ({verified: true})
  }))
};

process.stdout.write(JSON.stringify(await jobs[request.job]()));
