// The API's own errors in Arabic.

import type { ErrorWords } from './words';

export const ar: ErrorWords = {
  'request-wrong': { title: 'الطلب ليس بالشكل الذي يقبله هذا المسار.', fix: 'صحّح ما هو مذكور تحت "against"؛ تبيّن الصفحة ‎/docs ما يقبله كل مسار.' },
  'body-not-json': { title: 'محتوى الطلب ليس JSON صحيحاً.', fix: 'أرسل كائن JSON واحداً مع الترويسة Content-Type: application/json.' },
  'sign-in-needed': { title: 'لم تسجّل الدخول.', fix: 'أرسل الترويسة Authorization: Bearer cw_…‎ مع رمز صالح.' },
  'case-not-found': { title: 'لا توجد حالة بهذا الرقم، أو لا يحق لك الاطلاع عليها.', fix: 'تحقق من الرقم، أو اسأل مسؤول الحالة أو مشرفه.' },
  'not-for-partners': { title: 'هذا ليس للشركاء.', fix: 'بمفتاح الشريك يمكنك رفع الإنذارات: POST /v1/partner/alerts.' },
  'alert-not-taken': { title: 'لم يُؤخذ الإنذار.', fix: 'تحقق من رقم الحالة واسم الإنذار، واتصل بالوكالة هاتفيًا.' },
  'person-not-found': { title: 'ليس في وكالتك شخص نشط بهذا المعرّف.', fix: 'اختر ممن يعرضهم GET /v1/staff.' },
  'partner-not-found': { title: 'ليس لوكالتك شريك كهذا.', fix: 'اختر ممن يعرضهم GET /v1/partners، أو أضفه إلى ملف الوكالة.' },
  'process-not-found': { title: 'لا تستعمل مؤسستك هذا الإجراء.', fix: 'اختر أحد الإجراءات التي يعرضها GET /v1/processes.' },
  'route-not-found': { title: 'لا يوجد شيء في هذا العنوان.', fix: 'انظر ‎/docs لمعرفة العناوين المتاحة.' },
  'mail-not-found': { title: 'لا توجد رسالة بهذا الرقم.', fix: 'انظر ‎/dev/mail للرسائل المستلمة.' },
  'webhook-not-found': { title: 'لا يوجد خطاف ويب كهذا.', fix: 'انظر GET /v1/webhooks لخطافات وكالتك.' },
  'document-not-found': { title: 'لا توجد وثيقة كهذه في هذه الحالة، أو لا يحق لك الاطلاع عليها.', fix: 'أضف الوثيقة أولاً، ثم أجب بالمعرّف الذي تُعطاه.' },
  'document-in-use': { title: 'الوثيقة إجابة في الحالة، أو أضافها شخص آخر.', fix: 'صحّح الإجابة أولاً؛ ومن أضاف الوثيقة هو من يسحبها.' },
  'caseload-full': { title: 'يتولى هذا الشخص أكبر عدد من الحالات تسمح به وكالتك لشخص واحد.', fix: 'اختر شخصاً آخر، أو اذكر السبب في "despite" إن كان لا بد من ذلك؛ ويبقى في السجل.' },
  'document-type-not-accepted': { title: 'لا تُحفظ وثيقة من هذا النوع.', fix: 'أرسل ملف PDF أو صورة أو نصاً أو مستنداً نصياً (odt أو docx بلا وحدات ماكرو).' },
  'idempotency-key-reused': { title: 'استُعمل هذا المفتاح Idempotency-Key من قبل مع محتوى آخر.', fix: 'استعمل مفتاحاً جديداً لكل طلب جديد، وكرّر الطلب بمحتواه نفسه.' },
  'body-too-large': { title: 'محتوى الطلب أكبر من المسموح.', fix: 'الحد 256 كيلوبايت، و1 ميغابايت للتعريفات، و10 ميغابايت للمستند.' },
  'media-type-not-accepted': { title: 'نوع محتوى الطلب غير مقبول هنا.', fix: 'أرسل الترويسة Content-Type: application/json.' },
  'process-has-problems': { title: 'في التعريفات مشكلات؛ لم يُنشر شيء.', fix: 'صحّح ما هو مذكور تحت "problems"، كلٌّ في سطره.' },
  'too-many-requests': { title: 'طلبات كثيرة في وقت قصير.', fix: 'انتظر المدة التي تذكرها الترويسة Retry-After.' },
  'internal-error': { title: 'حدث خطأ هنا.', fix: 'حاول مرة أخرى؛ وإن استمر فأعطِ المشغّل قيمة "instance" في هذا الجواب.' },
  'not-available': { title: 'يتعذر الوصول إلى جزء ضروري من النظام.', fix: 'حاول بعد قليل؛ يبيّن ‎/readyz أي جزء هو.' },
  'outcome-unknown': { title: 'لم يصل جواب في الوقت المحدد: ربما تم الأمر وربما لم يتم.', fix: 'كرّر الطلب بالمفتاح Idempotency-Key نفسه: يتم مرة واحدة وتحصل على جوابه.' },
  'rules-not-known': { title: 'لم تصل قواعد هذا الإجراء إلى الخوادم بعد.', fix: 'كرّر الطلب بالمفتاح Idempotency-Key نفسه بعد ثوانٍ؛ وإن استمر يعيد المشغّل تشغيلها.' },
};
