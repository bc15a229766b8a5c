// The API's own errors in Persian.

import type { ErrorWords } from './words';

export const fa: ErrorWords = {
  'request-wrong': { title: 'درخواست آن‌گونه نیست که این نشانی می‌پذیرد.', fix: 'آنچه را زیر «against» آمده درست کنید؛ ‎/docs نشان می‌دهد هر نشانی چه می‌پذیرد.' },
  'body-not-json': { title: 'بدنهٔ درخواست JSON درست نیست.', fix: 'یک شیء JSON با سرآیند Content-Type: application/json بفرستید.' },
  'sign-in-needed': { title: 'شما وارد نشده‌اید.', fix: 'سرآیند Authorization: Bearer cw_…‎ را با نشانهٔ معتبر بفرستید.' },
  'case-not-found': { title: 'چنین موردی نیست، یا خواندن آن برای شما نیست.', fix: 'شماره را بررسی کنید؛ از مسئول مورد یا سرپرست او بپرسید.' },
  'process-not-found': { title: 'سازمان شما چنین فرایندی به کار نمی‌برد.', fix: 'یکی از آن‌هایی را برگزینید که GET /v1/processes می‌دهد.' },
  'route-not-found': { title: 'در این نشانی چیزی نیست.', fix: 'نشانی‌ها و روش‌ها را در ‎/docs ببینید.' },
  'mail-not-found': { title: 'نامه‌ای با این شماره نیست.', fix: 'نامه‌های گرفته‌شده را در ‎/dev/mail ببینید.' },
  'webhook-not-found': { title: 'چنین وب‌هوکی وجود ندارد.', fix: 'وب‌هوک‌های سازمان خود را در GET /v1/webhooks ببینید.' },
  'idempotency-key-reused': { title: 'این Idempotency-Key پیش‌تر با بدنه‌ای دیگر به کار رفته است.', fix: 'برای فراخوانی تازه کلید تازه بگیرید؛ فراخوانی را با همان بدنه تکرار کنید.' },
  'body-too-large': { title: 'بدنهٔ درخواست بیش از اندازه بزرگ است.', fix: 'حداکثر ۲۵۶ کیلوبایت، و برای تعریف‌ها ۱ مبی‌بایت بفرستید.' },
  'media-type-not-accepted': { title: 'این نشانی چنین بدنه‌ای نمی‌پذیرد.', fix: 'سرآیند Content-Type: application/json را بفرستید.' },
  'process-has-problems': { title: 'تعریف‌ها اشکال دارند؛ چیزی منتشر نشد.', fix: 'آنچه را زیر «problems» آمده درست کنید، هر یک در سطر خود.' },
  'too-many-requests': { title: 'درخواست‌های بسیار در زمانی کوتاه.', fix: 'به اندازه‌ای که سرآیند Retry-After می‌گوید صبر کنید.' },
  'internal-error': { title: 'اینجا خطایی رخ داد.', fix: 'دوباره بکوشید؛ اگر ماند، «instance» این پاسخ را به گرداننده بدهید.' },
  'not-available': { title: 'دسترسی به بخشی که لازم است ممکن نیست.', fix: 'کمی بعد دوباره بکوشید؛ ‎/readyz می‌گوید کدام بخش است.' },
  'outcome-unknown': { title: 'پاسخ به‌موقع نرسید: شاید انجام شده باشد و شاید نه.', fix: 'فراخوانی را با همان Idempotency-Key تکرار کنید: یک بار انجام می‌شود و پاسخ آن را می‌گیرید.' },
  'rules-not-known': { title: 'قواعد این فرایند هنوز به کارگزارها نرسیده است.', fix: 'چند ثانیهٔ دیگر با همان Idempotency-Key تکرار کنید؛ اگر ماند، گرداننده آن‌ها را دوباره راه می‌اندازد.' },
};
