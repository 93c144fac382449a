// Messages on their way: written here, not yet seen coming back from the server.
//
// A post is `sending` until the server has kept it. Then it waits, unmarked, for its message to arrive in the topic,
// so that it never vanishes for a moment in between. A refused one stays with the reason until the author decides.
import type { At, Channel, Command, MessageEntry, MessageId } from '$protocol';
import type { Asking } from './asking.svelte.ts';
import { channelKey, sameChannel } from './channel.ts';

export interface Post {
  readonly key: string;
  readonly channel: Channel;
  readonly words: string;
  readonly replyTo: MessageId | undefined;
  readonly at: At;
  readonly command: Command;
  readonly asking: Asking;
  /** Own messages that stood in the channel before; whatever is newer may be this one. */
  readonly before: ReadonlySet<MessageId>;
}

export class Posts {
  #posts = $state.raw<readonly Post[]>([]);
  #count = 0;

  add(post: Omit<Post, 'key'>): Post {
    this.#count += 1;
    const added: Post = { ...post, key: `post/${channelKey(post.channel)}/${this.#count}` };
    this.#posts = [...this.#posts, added];
    return added;
  }

  drop(post: Post): void {
    this.#posts = this.#posts.filter((each) => each.key !== post.key);
  }

  /** The page has stopped: what still waits is kept elsewhere. */
  forget(): void {
    this.#posts = [];
  }

  refused(channel: Channel): Post[] {
    return this.#posts.filter(
      (post) => post.asking.state === 'refused' && sameChannel(post.channel, channel),
    );
  }

  /** Posts of a channel whose message has not come back yet, oldest first. */
  waiting(channel: Channel, mine: readonly MessageEntry[]): Post[] {
    let free = mine;
    return this.#posts.filter((post) => {
      if (!sameChannel(post.channel, channel)) return false;
      if (post.asking.state !== 'kept') return true;
      const arrived = free.find(({ id }) => !post.before.has(id));
      free = free.filter((message) => message !== arrived);
      return !arrived;
    });
  }
}
