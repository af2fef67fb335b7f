// Preload: a write no longer has to know the revision it replaces, so a worker that lost its process can still write it.
import { RedisProcessRepository } from '../../../../dist/persistence/redis/redis-process.repository.js';

const { swap } = RedisProcessRepository.prototype;

RedisProcessRepository.prototype.swap = async function (current, next) {
  const stored = await this.summary(current.id);
  return swap.call(this, { ...current, revision: stored?.revision ?? current.revision }, next);
};
