import { expect, it } from 'vitest';
import { giveMemory, takeMemory } from './spare-memory.ts';

it('hands out the smallest spare memory that is large enough, once', () => {
  const [small, large] = [new ArrayBuffer(100), new ArrayBuffer(1000)];
  giveMemory(large);
  giveMemory(small);
  expect(takeMemory(50)).toBe(small);
  expect(takeMemory(50)).toBe(large);
  expect(takeMemory(50).byteLength).toBe(50);
});

it('keeps only so much', () => {
  const given = Array.from({ length: 20 }, () => new ArrayBuffer(10));
  given.forEach(giveMemory);
  const taken = given.map(() => takeMemory(10));
  expect(taken.filter((memory) => given.includes(memory))).toHaveLength(6);
});
