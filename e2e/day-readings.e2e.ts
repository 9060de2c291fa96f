/// <reference lib="dom" />
import { expect, test, type Page } from 'playwright/test';
import { site, wakeScrubbing } from './sites.ts';

interface DayText {
  readonly date: string;
  readonly label: string;
  readonly figures: readonly string[];
}

const inFull = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeZone: 'UTC',
});

/** What the table says of each day, oldest first, in the words of a reading. */
async function tableDays(page: Page): Promise<DayText[]> {
  const rows = await page.locator('tbody tr').evaluateAll((found) =>
    found.map((row) => ({
      date: row.querySelector('time')?.dateTime ?? '',
      label: row.querySelector('app-status-mark')?.textContent.trim() ?? '',
      cells: [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()),
    })),
  );
  const figures = ([, available = '', down = '', p99 = '']: readonly string[]) =>
    [`${available} available`, `${down} down`, `P99 ${p99}`].filter((one) => !one.includes('—'));
  return rows.map(({ cells, ...row }) => ({ ...row, figures: figures(cells) })).reverse();
}

/** What the explorer reads on each day, by its slider. */
async function readDays(page: Page, dates: readonly string[]): Promise<DayText[]> {
  const slider = page.getByRole('slider', { name: 'Day' });
  const card = page.locator('[data-island=explorer] app-day-card');
  await slider.focus();
  await page.keyboard.press('Home');
  const days: DayText[] = [];
  for (const date of dates) {
    await expect(card.locator('b')).toHaveText(inFull.format(new Date(date)));
    const [label, figures] = await Promise.all([
      card.locator('app-status-mark').innerText(),
      card.locator('.facts').first().innerText(),
    ]);
    // The table has no column for what is unknown, and a dash for what was not measured.
    const isInTable = (one: string): boolean => !/^$|unknown$|^Nothing measured$/.test(one);
    days.push({ date, label: label.trim(), figures: figures.split(' · ').filter(isInTable) });
    await page.keyboard.press('ArrowRight');
  }
  return days;
}

for (const id of ['email', 'sign-in']) {
  test(`every day of ${id} reads the same in the explorer and in the table`, async ({ page }) => {
    await page.goto(`${site}components/${id}/`);
    await wakeScrubbing(page);
    await expect(page.getByRole('slider', { name: 'Day' })).toBeAttached();
    const table = await tableDays(page);
    expect(table).toHaveLength(91);
    // Days of each kind: one figure, an interval and an open one.
    const p99s = table.map(({ figures }) => figures.at(-1) ?? '').join();
    for (const kind of [/P99 \d+ ms/, /P99 \d+–\d+ ms/, /P99 > /]) expect(p99s).toMatch(kind);
    expect(
      await readDays(
        page,
        table.map(({ date }) => date),
      ),
    ).toEqual(table);
  });
}
