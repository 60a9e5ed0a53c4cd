export type PercentReply =
  | {
      readonly ok: true;
      readonly percent: number;
      readonly part?: number;
      readonly whole?: number;
      readonly about?: boolean;
    }
  | {
      readonly ok: false;
      readonly why: 'none' | 'needsWhole' | 'impossible' | 'unclear';
      readonly part?: number;
      readonly missing?: number;
    };

export function understandNumber(text: string): number | undefined {
  const found = /^\d+$/.exec(text.trim());
  return found ? Number(found[0]) : undefined;
}

export function understandPercent(text: string): PercentReply {
  const parts = /^(\d{1,6}) (?:out of|of) (\d{1,6})$/.exec(text.trim());
  if (!parts) return { ok: false, why: 'none' };
  const part = Number(parts[1]);
  const whole = Number(parts[2]);
  if (part > whole || whole === 0) return { ok: false, why: 'impossible' };
  return { ok: true, percent: Math.floor((part * 10000) / whole) / 100, part, whole };
}
