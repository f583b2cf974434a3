import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

const userPresent = 0x01;
const userVerified = 0x04;
const attested = 0x40;

export type Behaviour = {
  origin: string;
  rpId: string;
  /** Whether it asked for a fingerprint or PIN. */
  verifiesUser?: boolean;
};

type Credential = { id: Buffer; privateKey: KeyObject; userHandle: string; counter: number };

/** A passkey authenticator in software: makes real ES256 keys and signatures, and misbehaves on demand. */
export class SoftwareAuthenticator {
  private credential: Credential | undefined;

  /** Answers navigator.credentials.create(). */
  create(options: Record<string, unknown>, behaviour: Behaviour): Record<string, unknown> {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { id: userHandle } = options.user as { id: string };
    this.credential = { id: randomBytes(32), privateKey, userHandle, counter: 1 };
    const { x, y } = publicKey.export({ format: 'jwk' });
    const data = Buffer.concat([
      header(behaviour, attested, 1),
      Buffer.alloc(16),
      uint(this.credential.id.length, 2),
      this.credential.id,
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x!, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y!, 'base64url'),
    ]);
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
      uint(data.length, 2),
      data,
    ]);
    return this.answer({
      clientDataJSON: clientData('webauthn.create', options, behaviour).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal', 'made-up'],
    });
  }

  /** Answers navigator.credentials.get(). */
  get(
    options: Record<string, unknown>,
    behaviour: Behaviour & { counter?: number; userHandle?: string },
  ): Record<string, unknown> {
    const credential = this.credential!;
    credential.counter = behaviour.counter ?? credential.counter + 1;
    const client = clientData('webauthn.get', options, behaviour);
    const data = header(behaviour, 0, credential.counter);
    const signature = createSign('sha256').update(data).update(sha256(client)).sign(credential.privateKey);
    return this.answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: behaviour.userHandle ?? credential.userHandle,
    });
  }

  private answer(response: Record<string, unknown>): Record<string, unknown> {
    const id = this.credential!.id.toString('base64url');
    return {
      id,
      rawId: id,
      type: 'public-key',
      response,
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
    };
  }
}

function header({ rpId, verifiesUser = true }: Behaviour, flags: number, counter: number): Buffer {
  const all = userPresent | (verifiesUser ? userVerified : 0) | flags;
  return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([all]), uint(counter, 4)]);
}

function clientData(type: string, options: Record<string, unknown>, { origin }: Behaviour): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge: options.challenge, origin, crossOrigin: false }));
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function uint(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}
