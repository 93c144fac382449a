// Which page a path is: one file serves them all, and the server sends it for each of these.

export type Where = { at: 'home' } | { at: 'door'; secret: string } | { at: 'session'; id: string };

export function whereIs(path: string, fragment: string): Where {
  if (path === '/j' || path === '/j/') return { at: 'door', secret: fragment.replace(/^#/u, '') };
  const id = /^\/session\/([0-9a-f-]{36})\/?$/iu.exec(path)?.[1];
  return id === undefined ? { at: 'home' } : { at: 'session', id };
}
