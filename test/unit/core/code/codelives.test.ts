import assert from 'node:assert/strict';
import { LearnedLives, usualLives } from '../../../../src/core/code/codelives';

describe('LearnedLives', () => {
  it('keeps what each pairing of a gateway has learned, whichever comes last', () => {
    const learned = new LearnedLives();
    learned.add({ ...usualLives, later: 45_000, trustsExpiry: false });
    learned.add({ ...usualLives, first: 70_000, readsFirst: true });
    learned.add(usualLives);
    assert.deepEqual(learned.current, {
      first: 70_000,
      later: 45_000,
      trustsExpiry: false,
      readsFirst: true,
    });
  });
});
