// The small set of signs for reactions. The server takes these and no others.
export const SIGNS = ['👍', '❤️', '🙏', '😊', '🤗', '💡'] as const;
