import { describe, expect, it, vi } from 'vitest';
import { bytes, passkey, passkeysWork, text } from './passkeys.ts';

describe('passkeys', () => {
  it('writes bytes as the server reads them, and reads them back', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(text(all.buffer)).not.toMatch(/[+/=]/);
    expect(bytes(text(all.buffer))).toEqual(all);
    expect(text(bytes('_-8').buffer)).toBe('_-8');
  });

  it('work at one address only', () => {
    vi.stubGlobal('PublicKeyCredential', vi.fn());
    expect(passkeysWork(location.origin)).toBe(true);
    expect(passkeysWork('https://elsewhere.example')).toBe(false);
    expect(passkeysWork(undefined)).toBe(false);
    vi.unstubAllGlobals();
  });

  it('that are declined are none, whatever the browser calls it', async () => {
    vi.stubGlobal('navigator', { credentials: { get: () => Promise.reject(new Error('NotAllowedError')) } });
    expect(await passkey({ challenge: 'AA' })).toBeUndefined();
    vi.unstubAllGlobals();
  });
});
