namespace Throughline.Language.Languages;

/// <summary>
/// Arabic, Persian and the other languages of their script. Which form of ya and kaf is written is evidence and no proof: many write Persian with Arabic keys.
/// So words are compared with these forms made one, and the forms themselves count little.
/// </summary>
static class ArabicScript
{
    const int Languages = 7;

    static readonly string[] s_languages = ["ar", "fa", "ur", "ckb", "ps", "ug", "sd"];

    static readonly float[] s_letters = Letters(
        ("پچگ", 2, [1, 2, 3, 4]), ("ژ", 2, [1, 3, 4]), ("ی", 1, [1, 2, 3]), ("ک", 1, [1, 2, 3, 4, 6]), ("ي", 0.6f, [0, 6]), ("ي", 0.3f, [4]), ("ك", 0.8f, [0]),
        ("ى", 0.8f, [0]), ("ة", 2.5f, [0]), ("إ", 2.5f, [0]), ("أ", 1.8f, [0]), ("ؤ", 0.6f, [0]), ("ء", 0.4f, [0]), ("ظثضط", 0.35f, [0]), ("صحع", 0.12f, [0]), ("آ", 0.6f, [1]),
        ("ٹڈڑںے", 5, [2]), ("ہ", 4, [2]), ("ھ", 2, [2, 5, 6]), ("ۂۃۓ", 4, [2]), ("ۆ", 5, [3, 5]), ("ێڕڵ", 6, [3]), ("ە", 3, [3, 5]), ("ڤ", 1, [3]),
        ("ټډړښځڅڼۍږګ", 6, [4]), ("ې", 3, [4, 5]), ("ۇۈۋڭ", 5.5f, [5]), ("ٻڀٺٿڦڇڃڄڪڳڱڻڌڍڏڙ", 6, [6]), ("۰۱۲۳۴۵۶۷۸۹", 0.4f, [1]), ("٠١٢٣٤٥٦٧٨٩", 0.3f, [0]),
        ("ڨڥ", 2, [0]));

    static readonly WordTable s_words = Words(
        (0, "في من على الى عن هذا هذه ذلك التي الذي الذين كان كانت كانوا يكون تكون مع لم لن جدا كل هو هي انا نحن انت انتم بعد قبل عند غير بس مو مش اللي لكن ولا لا او ان قد حتى كما بين يا شي شيء وش ايش والله انه انها عليه عليها فيه فيها لها له بها " +
            "لي لك كيف ليش ليه عشان علشان مره ممتاز جميل رائع سيء سيئ افضل مطعم خدمه وكان ومن وفي ولم ثم اذا هناك هنا حيث منذ ليس ليست الله مثل زي زين عندهم عندي يوم اليوم صار راح بدون كثير قليل ناس احد اي لما كمان برضو شو هيك هلا هلق كتير منيح هاد هاي هدا دي ده دا " +
            "كده ازاي فين مفيش مافيش عايز عاوز ابغى ابي بغيت ودي شلون وين هسه اكو ماكو زوين بزاف واش علاش كيفاش ديال ديالي حنا احنا انتو هما هوما لازم يعني طيب خلاص شكرا مرحبا نعم وليس فقط ايضا حول خلال تم يتم بسبب لماذا ماذا متى اين كيفية وهو وهي وقد وانا ولكن فان فهو بان " +
            "بهذا لهذا كذلك مني منه منها منهم عنه عنها لنا لهم لكم بنا اللهم رمضان حلو حلوه تعامل السعر سعر اسعار الاكل اكل طعم نظيف موظف موظفين فلوس التطبيق تطبيق توصيل الطلب طلبت وصل وصلني اتصلت ابدا دايم دائما ياريت ليت رغم مكان صراحه انصح يستاهل تجربه سيئه ممتازه"),
        (1, "از به که را این آن می است برای تا خیلی خوب بود نبود شد شده نشده شدم کرد کردم کردن کرده ها های ولی اما من ما شما اون نیست هست هستم هستند هستن دارد داره دارم دارند ندارد نداره ندارم نداشت داشت داشتم دیگه دیگر باید همه هر چی چه یک یه هیچ پس اگر اگه رو " +
            "واقعا غذا سفارش ممنون عالی بد مرسی فقط چرا کنید کنم کنه کنند کنن میشه نمیشه میکنم میکنه خود خودم خودش مثل بی در بر نمی بودن بودم باشد باشه باشید همین همان وقتی الان تشکر بسیار سرد دوست کیفیت اصلا ای اش گفت گفتم گفتن خواهد خواهم نه حتی هم با یا و بعد تو چون اینکه اینه " +
            "اینجا اونجا آنجا چطور چطوری کجا کی چند چیز چیزی کس کسی کار کاری بهتر بهترین بدترین بیشتر کمتر زیاد کم دو سه روز شب سال ساعت دقیقه پول قیمت گران گرون ارزان تازه گرم طعم مزه پیتزا مرغ گوشت برنج نان سلام خدا خدایا خداحافظ لطفا متاسفانه خوشمزه افتضاح دیر زود آمد اومد رسید رفتم رفت میره میاد میگه بدم بده دادم داد دادن گرفتم گرفت خرید " +
            "خریدم فروش فروشنده محصول بسته ارسال پیک پشتیبانی برنامه اپلیکیشن آیا ایشان آنها اینها توی داخل روی زیر بالا جلو پیش البته الکی بله آره آقا خانم بچه آدم مردم زندگی دلم قلب عشق ایران فارسی حال حالا بار دفعه همیشه هنوز شاید حتما مگه آخه دیگه بابا میخوام نمیخوام میدونم نمیدونم کلا یعنی بودند شدند کردند کردن بوده نبوده " +
            "عزیز مشتری مشتریان دیدن مدیریت کشور دولت ملت گرامی یاد شاد دست دستتون درد نکنه وقت جا جای پشت مثلا بخاطر خاطر کدوم کدام زن مرد پسر دختر مادر پدر خونه خانه دنیا ماه هفته صبح ظهر خنده گریه ترس بهش ازش ازت بهم بهت باهاش برام برات براش واسه همش خوش خوشحال ناراحت عصبانی اعصاب گوشی " +
            "کنسل لغو رستوران سالاد نوشابه تند شیرین پخته سوخته تمیز کثیف ظرف بسته بندی رنگ سایز جنس راضی ناراضی پیشنهاد خوبه بده نمیشود میشود آنجا همینطور حداقل ضعیف قوی شرکت دارید کنین بشه نشد بشود شوند نشود باشند میکنند میکند گردد آب نگاه باز بسته"),
        (2, "کے کی کا ہے میں اور سے نہیں ہیں کو اس یہ پر کہ تو بھی ایک جو کر ہر شخص تھا تھی بہت آپ مجھے کیا ہو گیا رہا ہوں"), (3, "له و به بۆ که لە هەر هەموو ئەم مرۆڤ دەبێ زۆر من تۆ ئەوە هەیە نییە"),
        (4, "د په او چې نه له دی ته سره یا لري هر زه ډېر دا دغه شو وه"), (5, "ۋە بىلەن ئۈچۈن بىر ھەر بۇ بولۇپ ئۇ مەن"), (6, "جي جو آهي ۾ ۽ کي سان نه هر ته"));

    public static LanguageGuess Of(ReadOnlySpan<char> text)
    {
        Span<double> scores = stackalloc double[Languages];
        scores.Clear();
        scores[0] = scores[1] = 1.5; // a customer rather writes one of the languages that the product speaks
        var words = 0;
        Span<char> word = stackalloc char[32];
        var length = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : ' ';
            var place = (c - 0x600) * Languages;
            if (place >= 0 && place < s_letters.Length)
            {
                for (var i = 0; i < Languages; i++)
                {
                    scores[i] += s_letters[place + i];
                }
            }
            else if (c == '\u200C')
            {
                scores[1] += 2;
            }

            if (Scripts.Of(c) == Script.Arabic)
            {
                // Arabic ends words with it; where one goes on after it, somebody wrote a Persian ya so.
                scores[1] += c == 'ى' && at + 1 < text.Length && Scripts.Of(text[at + 1]) == Script.Arabic ? 1.8 : 0;
                word[Math.Min(length++, 31)] = Fold(c);
            }
            else if (length > 0 && c is not ((>= '\u064B' and <= '\u065F') or '\u0670' or '\u0640'))
            {
                Take(word[..Math.Min(length, 31)], scores);
                words++;
                length = 0;
            }
        }

        return Scores.Best(s_languages, scores, words);
    }

    static void Take(ReadOnlySpan<char> word, Span<double> scores)
    {
        if (s_words.TryGet(word, out var known))
        {
            scores[known.Language] += known.Weight;
            return;
        }

        if (word.Length < 4)
        {
            return;
        }

        var first = word[0] is 'و' or 'ب' or 'ک' or 'ف' ? 1 : 0;
        if (word.Length >= 5 && (word.StartsWith("ال", StringComparison.Ordinal) || word[first..].StartsWith("ال", StringComparison.Ordinal)))
        {
            scores[0] += 1.5;
        }
        else if (word.StartsWith("لل", StringComparison.Ordinal))
        {
            scores[0] += 1;
        }
        else if (word.StartsWith("می", StringComparison.Ordinal) && word.Length >= 5 || word.StartsWith("نمی", StringComparison.Ordinal) && word.Length >= 5)
        {
            scores[1] += 0.7;
        }

        if (word.Length >= 5 && (word.EndsWith("های", StringComparison.Ordinal) || word.EndsWith("هایی", StringComparison.Ordinal) || word.EndsWith("ترین", StringComparison.Ordinal) || word.EndsWith("اند", StringComparison.Ordinal)))
        {
            scores[1] += 1.5;
        }
        else if (word.EndsWith("وا", StringComparison.Ordinal) && word.Length >= 5 || word.EndsWith("کم", StringComparison.Ordinal) && word.Length >= 5)
        {
            scores[0] += 0.4;
        }
        else if (word.EndsWith("ند", StringComparison.Ordinal))
        {
            scores[1] += 0.6;
        }
    }

    static char Fold(char c) => c switch
    {
        'ي' or 'ى' or 'ئ' => 'ی',
        'ك' => 'ک',
        'أ' or 'إ' or 'ٱ' => 'ا',
        'ة' or 'ۀ' => 'ه',
        'ؤ' => 'و',
        _ => c,
    };

    static WordTable Words(params ReadOnlySpan<(int Language, string Words)> lists)
    {
        var all = new Dictionary<string, (byte, float)>(StringComparer.Ordinal);
        foreach (var (language, words) in lists)
        {
            foreach (var word in words.Split(' ').Select(word => string.Concat(word.Select(Fold))).Distinct())
            {
                if (!all.TryAdd(word, ((byte)language, word.Length == 1 ? 0.5f : 2)))
                {
                    all[word] = ((byte)language, 0); // a word of two languages tells nothing
                }
            }
        }

        return new WordTable(all);
    }

    static float[] Letters(params ReadOnlySpan<(string Letters, float Bits, int[] Of)> tells)
    {
        var table = new float[0x100 * Languages];
        foreach (var (letters, bits, of) in tells)
        {
            foreach (var letter in letters.Where(letter => letter is >= '\u0600' and < '\u0700'))
            {
                foreach (var language in of)
                {
                    table[((letter - 0x600) * Languages) + language] += bits;
                }
            }
        }

        return table;
    }
}
