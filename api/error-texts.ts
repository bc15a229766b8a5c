// The words of the API's own errors, by code and language; refusals have theirs in texts/.

import type { ApiErrorCode } from './errors';

interface Words {
  title: string;
  fix: string;
}

const ENGLISH: Record<ApiErrorCode, Words> = {
  'request-wrong': { title: 'The request is not as this route takes it.', fix: 'Correct what is named under "against"; /docs shows what each route takes.' },
  'body-not-json': { title: 'The body is not valid JSON.', fix: 'Send one JSON object with the header Content-Type: application/json.' },
  'sign-in-needed': { title: 'You are not signed in.', fix: 'Send the header Authorization: Bearer cw_… with a token that is valid.' },
  'case-not-found': { title: 'There is no such case, or it is not yours to read.', fix: 'Check the number; ask the owner of the case or their supervisor.' },
  'process-not-found': { title: 'Your agency has no such process in use.', fix: 'Choose one of those that GET /v1/processes lists.' },
  'route-not-found': { title: 'There is nothing at this address.', fix: 'See /docs for the addresses and methods there are.' },
  'mail-not-found': { title: 'There is no mail with this number.', fix: 'See /dev/mail for the mails that were caught.' },
  'idempotency-key-reused': { title: 'This Idempotency-Key was used before, with another body.', fix: 'Use a new key for a new call; repeat a call with its very body.' },
  'body-too-large': { title: 'The body is too large.', fix: 'Send at most 256 kB, or 1 MiB for definitions.' },
  'media-type-not-accepted': { title: 'The body is of a kind that this route does not take.', fix: 'Send the header Content-Type: application/json.' },
  'process-has-problems': { title: 'The definitions have problems; nothing was published.', fix: 'Correct what is listed under "problems", each at its line.' },
  'too-many-requests': { title: 'Too many requests in a short time.', fix: 'Wait as long as the header Retry-After says.' },
  'internal-error': { title: 'Something went wrong here.', fix: 'Try again; if it stays, give the operator the "instance" of this answer.' },
  'not-available': { title: 'Caseway cannot reach a part that it needs.', fix: 'Try again shortly; /readyz says which part it is.' },
  'outcome-unknown': { title: 'No answer came in time: it may or may not have happened.', fix: 'Repeat the call with the same Idempotency-Key: it then happens once, and you get its answer.' },
  'rules-not-known': { title: 'The workers do not have the rules of this process yet.', fix: 'Repeat with the same Idempotency-Key in a few seconds; if it stays, the operator restarts the workers.' },
};

const ARABIC: Record<ApiErrorCode, Words> = {
  'request-wrong': { title: 'الطلب ليس بالشكل الذي يقبله هذا المسار.', fix: 'صحّح ما هو مذكور تحت "against"؛ تبيّن الصفحة ‎/docs ما يقبله كل مسار.' },
  'body-not-json': { title: 'محتوى الطلب ليس JSON صحيحاً.', fix: 'أرسل كائن JSON واحداً مع الترويسة Content-Type: application/json.' },
  'sign-in-needed': { title: 'لم تسجّل الدخول.', fix: 'أرسل الترويسة Authorization: Bearer cw_…‎ مع رمز صالح.' },
  'case-not-found': { title: 'لا توجد حالة بهذا الرقم، أو لا يحق لك الاطلاع عليها.', fix: 'تحقق من الرقم، أو اسأل مسؤول الحالة أو مشرفه.' },
  'process-not-found': { title: 'لا تستعمل مؤسستك هذا الإجراء.', fix: 'اختر أحد الإجراءات التي يعرضها GET /v1/processes.' },
  'route-not-found': { title: 'لا يوجد شيء في هذا العنوان.', fix: 'انظر ‎/docs لمعرفة العناوين المتاحة.' },
  'mail-not-found': { title: 'لا توجد رسالة بهذا الرقم.', fix: 'انظر ‎/dev/mail للرسائل المستلمة.' },
  'idempotency-key-reused': { title: 'استُعمل هذا المفتاح Idempotency-Key من قبل مع محتوى آخر.', fix: 'استعمل مفتاحاً جديداً لكل طلب جديد، وكرّر الطلب بمحتواه نفسه.' },
  'body-too-large': { title: 'محتوى الطلب أكبر من المسموح.', fix: 'الحد 256 كيلوبايت، و1 ميغابايت للتعريفات.' },
  'media-type-not-accepted': { title: 'نوع محتوى الطلب غير مقبول هنا.', fix: 'أرسل الترويسة Content-Type: application/json.' },
  'process-has-problems': { title: 'في التعريفات مشكلات؛ لم يُنشر شيء.', fix: 'صحّح ما هو مذكور تحت "problems"، كلٌّ في سطره.' },
  'too-many-requests': { title: 'طلبات كثيرة في وقت قصير.', fix: 'انتظر المدة التي تذكرها الترويسة Retry-After.' },
  'internal-error': { title: 'حدث خطأ هنا.', fix: 'حاول مرة أخرى؛ وإن استمر فأعطِ المشغّل قيمة "instance" في هذا الجواب.' },
  'not-available': { title: 'يتعذر الوصول إلى جزء ضروري من النظام.', fix: 'حاول بعد قليل؛ يبيّن ‎/readyz أي جزء هو.' },
  'outcome-unknown': { title: 'لم يصل جواب في الوقت المحدد: ربما تم الأمر وربما لم يتم.', fix: 'كرّر الطلب بالمفتاح Idempotency-Key نفسه: يتم مرة واحدة وتحصل على جوابه.' },
  'rules-not-known': { title: 'لم تصل قواعد هذا الإجراء إلى الخوادم بعد.', fix: 'كرّر الطلب بالمفتاح Idempotency-Key نفسه بعد ثوانٍ؛ وإن استمر يعيد المشغّل تشغيلها.' },
};

/** Title and fix of one of the API's own errors; in English where the language is not known. */
export const errorWords = (code: ApiErrorCode, language: string): Words => (language.split('-')[0] === 'ar' ? ARABIC : ENGLISH)[code];
