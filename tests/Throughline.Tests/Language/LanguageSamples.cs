namespace Throughline.Tests.Language;

/// <summary>What customers may write, made up for these tests; and first lines of the Universal Declaration of Human Rights.</summary>
static class LanguageSamples
{
    /// <summary>A language, a blank, a text; a code that is none of the four means any answer but the four.</summary>
    public const string All = """
        en @SomeShop y u no answer my emails?? worst app ever #fail
        en thx guys, parcel came 2 days early!!
        en Rude cashier, cold fries, never again.
        en Battery dies after 3hrs & screen flickers. Want my money back
        en ok so the driver cancelled twice... seriously?
        en Loved the café in Zürich branch, but the naïve refund policy is a joke
        en gr8 service from Nguyen at the Rotterdam desk, cheers mate
        en Been on hold 4 hours now. FOUR HOURS.
        en Delivery late again. Box damaged. No apology.
        en Can't log in since the last update, keeps crashing
        en why is my flight from JFK delayed http://t.co/abc123 @airline
        en I bought a Xiaomi Redmi Note 12 and the charger stopped working within a week
        en bin collection missed third time this month, nobody picks up the phone
        en Staff at the Taj Mahal branch were lovely and the biryani was delicious
        en Lost luggage in Santo Domingo, still waiting for an answer
        en abeg una network dey slow, fix this thing please, I have been waiting since morning
        en Totally happy with my purchase, would recommend
        ar الخدمة بطيئة جدا ولا أحد يرد على الهاتف
        ar والله التطبيق بيعلق كل شوية ومحدش بيرد عليا
        ar ايش هالخدمة الزفت صار لي ساعتين استنى
        ar شو هالأسعار يا جماعة كتير غالي
        ar بزاف ديال الوقت وانا كنتسنى الطلبية ديالي وماوصلتش
        ar علاش ما تردوش على المكالمات راني نتصل من الصباح
        ar وين طلبي؟ صارلي اسبوع انتظر وماكو رد
        ar ما قصرتوا تعامل راقي واسعار حلوه
        ar الاكل لذيذ بس التوصيل متأخر
        ar ابغى استرجع فلوسي لو سمحتم
        ar دي تاني مرة يوصلني الاوردر ناقص وعايز حد يكلمني
        ar استخدمت Samsung Galaxy S23 Ultra والبطارية ضعيفة
        ar يولد جميع الناس أحرارا متساوين في الكرامة والحقوق
        ar مطعم جميل ونظيف والموظفين محترمين 👍👍
        ar شلون اغير رقم الجوال بالتطبيق
        fa خيلي بد بود غذا سرد رسيد و كسي جواب نداد
        fa كيفيتش عاليه ولي قيمتش گرونه
        fa پیک خیلی دیر اومد و پیتزا سرد شده بود
        fa چرا هیچکس تلفن رو جواب نمیده
        fa ممنون از پشتیبانی خوبتون
        fa برنامه مدام بسته ميشه لطفا درستش كنيد
        fa يك ساعت منتظر موندم اخرشم سفارش رو لغو كردن
        fa اين چه وضعشه آخه سه روزه منتظرم
        fa واقعاً راضی بودم، دوباره سفارش می‌دم
        fa تمام افراد بشر آزاد به دنیا می آیند
        fa سلام خسته نباشید بسته من هنوز نرسیده
        fa گوشی iPhone 15 Pro Max خریدم ولی شارژرش خراب بود
        fa مرسي خيلي خوب و تازه بود
        fa با سلام مبلغ از حسابم كم شده ولي خريد انجام نشده
        fa دستتون درد نکنه عالی بود 🙏
        zh 快递太慢了，客服也不理人
        zh 味道不错，就是有点贵
        zh iPhone 15 Pro Max 很好用
        zh 等了两个小时还没送到！！
        zh 收到的衣服有破洞，要求退款
        zh 服務態度很差，不會再來了
        zh 客服電話一直打唔通，等咗成個鐘都冇人理
        zh 佢哋啲嘢好好食，下次會再嚟
        zh 人人生而自由，在尊嚴和權利上一律平等
        zh 这家の奶茶真的好喝
        zh 鮮の每日便當送來的時候已經冷掉了
        zh app打不开 update 了还是闪退 OMG
        zh 不错不错 ヾ(≧▽≦*)o 下次还来
        ja 営業時間短縮実施中
        ja 商品が届きません。返金してください
        ja 店員さんの対応が最悪でした
        ja すべての人間は、生れながらにして自由であり
        ja 配送遅延、対応最悪
        ko 배송이 너무 늦어요 환불해 주세요
        ko 大韓民國의 主權은 國民에게 있고
        ko 모든 인간은 태어날 때부터 자유로우며
        fa-Latn salam kheili dir resid ghaza sard bood
        fa-Latn chera javab nemidid man az sobh montazeram
        fa-Latn kheyli mamnoon az poshtibani khoobetoon
        fa-Latn in che vazeshe dige, sefaresham ro laghv kardan
        ar-Latn el akl kan 7elw awi bas el delivery et2a5ar
        ar-Latn wallah el khedma zift w ma7adesh byrod 3alaya
        ar-Latn shu hal as3ar ktir ghaleh ya jama3a
        ar-Latn wein talabi? sarli esbou3 ana natir
        ms Pesanan saya lambat sampai dan makanan sudah sejuk
        ms Semua manusia dilahirkan bebas dan samarata dari segi kemuliaan dan hak-hak
        id Pelayanan buruk banget, gak ada yang jawab telepon
        id Barang belum sampai padahal sudah seminggu
        sv Maten var kall och ingen svarade i telefon
        sv Alla människor är födda fria och lika i värde och rättigheter
        no Maten var kald og ingen tok telefonen, dårlig service
        nb Alle mennesker er født frie og med samme menneskeverd
        da Maden var kold, og ingen tog telefonen
        fi Ruoka oli kylmää eikä kukaan vastannut puhelimeen
        is Hver maður er borinn frjáls og jafn öðrum að virðingu
        ro Mancarea a fost rece si nimeni nu a raspuns la telefon
        ro Toate ființele umane se nasc libere și egale în demnitate și în drepturi
        sw Chakula kilikuwa baridi na hakuna mtu aliyejibu simu
        sw Watu wote wamezaliwa huru, hadhi na haki zao ni sawa
        so Cuntadu way qabowday cidna kama jawaabin taleefanka
        so Aadanaha dhammaantiis wuxuu dhashaa isagoo xor ah kana siman xagga sharafta
        ha Abincin ya yi sanyi kuma babu wanda ya amsa waya
        ha Su dai yan-adam, ana haifuwarsu ne duka yantattu
        uz Ovqat sovuq edi va hech kim telefonga javob bermadi
        uz Barcha odamlar erkin, qadr-qimmat va huquqlarda teng bolib tugiladilar
        ku Xwarin sar bû û kesî bersiva telefonê neda
        ku Hemû mirov azad û di weqar û mafan de wekhev tên dinyayê
        tr Yemek soğuktu ve kimse telefona bakmadı
        tr yemek cok soguktu bir daha siparis vermem
        vi Do an nguoi het roi, goi mai khong ai nghe may
        vi giao hang cham qua, se khong mua nua
        vi Tất cả mọi người sinh ra đều được tự do và bình đẳng
        es La comida llego fria y nadie contesta el telefono
        es Pesimo servicio, nunca mas vuelvo
        pt Comida fria e ninguem atende o telefone
        fr Repas froid et personne ne repond au telephone
        it Il cibo era freddo e nessuno risponde al telefono
        de Essen war kalt und niemand geht ans Telefon
        nl Eten was koud en niemand neemt de telefoon op
        pl Jedzenie bylo zimne i nikt nie odbiera telefonu
        cs Jidlo bylo studene a nikdo nebere telefon
        hu Hideg volt az etel es senki nem veszi fel a telefont
        hr Hrana je bila hladna i nitko se ne javlja na telefon
        sq Ushqimi ishte i ftohte dhe askush nuk pergjigjet
        lt Maistas buvo šaltas ir niekas nekelia ragelio
        lv Ēdiens bija auksts un neviens neatbild
        et Toit oli külm ja keegi ei vasta telefonile
        tl Malamig na ang pagkain at walang sumasagot sa telepono
        tl sobrang bagal ng delivery nyo, ayoko na
        hi-Latn khana thanda tha aur koi phone nahi utha raha
        ur-Latn bohot ghatiya service hai, paise wapas karo
        yo Gbogbo ènìyàn ni a bí ní òmìnira
        zu Bonke abantu bazalwa bekhululekile belingana ngesithunzi nangamalungelo
        ig A mụrụ mmadụ nile n'ohere nakwa nha anya ugwu na ikike
        mg Teraka afaka sy mitovy zo sy fahamendrehana ny olombelona rehetra
        cy Genir pawb yn rhydd ac yn gydradd
        ga Saolaítear na daoine uile saor agus comhionann
        eu Gizon-emakume guztiak aske jaiotzen dira
        eo Ĉiuj homoj estas denaske liberaj kaj egalaj
        af Alle menslike wesens word vry, met gelyke waardigheid en regte, gebore
        ca El menjar era fred i ningú respon al telèfon
        az Yemək soyuq idi və heç kim telefona cavab vermədi
        ur کھانا ٹھنڈا تھا اور کسی نے فون نہیں اٹھایا
        ckb خواردنەکە سارد بوو و کەس وەڵامی نەدایەوە
        ps خواړه ساړه وو او چا ځواب ورنه کړ
        ug ھەممە ئادەم زانىدىنلا ئەركىن
        sd سڀئي انسان آزاد ۽ عزت ۽ حقن جي حوالي کان برابر پيدا ٿيا آهن
        ru Еда была холодной, и никто не ответил
        uk Їжа була холодною
        el Το φαγητό ήταν κρύο
        he האוכל היה קר ואף אחד לא ענה
        hi खाना ठंडा था और किसी ने जवाब नहीं दिया
        th อาหารเย็นชืดและไม่มีใครรับโทรศัพท์
        bn খাবার ঠান্ডা ছিল
        am ምግቡ ቀዝቃዛ ነበር
        """;
}
