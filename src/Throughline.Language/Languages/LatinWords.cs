using System.Text;

namespace Throughline.Language.Languages;

/// <summary>
/// Words in Latin letters: those that English texts are made of, and the small words of some fifty other languages, Arabic and Persian in Latin letters among
/// them. A word that is English and another language's speaks a little or not at all. Written by hand; the words with a worth in the table of the language are added to English.
/// </summary>
static class LatinWords
{
    /// <summary>Words that remain English although another language has one spelt alike: there it is rare.</summary>
    const string Certain = "the and of you that this with are not my they your just from will would it's don't i'm have what there their about which get got been be to for if we when out how by";

    const string English =
        "the and of to a in is i you it that was for on with as have be at this are not but my they we me so your just were had from by has will would can could all been out up if about do did get got what when " +
        "who why how there their them our no or an am us she he his her which more than some any too very now then again still never always only also after before because please thanks thank help need want know " +
        "think good great bad worst best time service flight hour hours day call phone people like really much make made take go going went back over don't didn't can't won't it's i'm you're isn't doesn't wasn't let's " +
        "i've i'll i'd that's there's what's he's she's they're we're we've you've haven't hasn't couldn't wouldn't shouldn't aren't weren't ain't cannot dont didnt cant wont im ive thats doesnt isnt love hate lol omg wow wtf yes ok okay " +
        "one two three four five first last new old off down here where while into these those should may might must shall every other own same few most such each another both either neither " +
        "human rights everyone right person nor without whose being between during against under said says tell told see saw seen use used work works working way well even ever many food staff order ordered customer customers " +
        "money refund delivery delivered app late waiting wait waited hold seat bag bags lost cancelled canceled delayed delay book booked booking ticket tickets email number account website free nice awesome amazing terrible horrible poor excellent " +
        "friendly clean dirty staff lounge room rooms hotel airport plane gate flights flying fly flew airline airlines crew baggage luggage passenger passengers trip travel home house today tomorrow yesterday tonight morning evening night week weeks month months year years " +
        "minute minutes mins hrs second seconds long short high low big small little large full empty hot cold fast slow easy hard cheap expensive price prices pay paid cost charge charged fee fees card credit bank cash bill " +
        "store shop online product products item items package box shipping shipped return returned replace replaced broken broke works worked fix fixed problem problems issue issues question questions answer answered response reply replied " +
        "agent agents manager support team company business everything something anything nothing everybody somebody nobody someone anyone thing things stuff lot lots bit kind sort part place places world life man men woman women child children " +
        "kids family friend friends guy guys girl boy baby mother father mom dad wife husband son daughter dog cat car water coffee tea drink drinks eat ate eating meal lunch dinner breakfast pizza chicken beer wine bar restaurant " +
        "say saying talk talking speak spoke ask asked asking look looks looking looked seem seems feel feels feeling felt keep kept let lets put give gave given giving come came coming leave left leaving stay stayed start started stop stopped " +
        "try tried trying find found show showed send sent receive received buy bought sell sold turn move moved run open opened close closed check checked change changed miss missed hope hoping wish happen happened happens believe guess mean means meant " +
        "sure true false wrong sorry happy sad angry mad glad pleased disappointed disappointing rude kind polite helpful useless ridiculous unacceptable acceptable decent fine cool fun funny interesting boring beautiful ugly pretty perfect fantastic wonderful lovely " +
        "absolutely definitely actually probably maybe perhaps almost enough quite rather just already yet soon later early finally usually often sometimes once twice ago since until till through across around near far away together alone " +
        "though although however therefore thus else instead unless whether despite within upon toward towards among along behind above below inside outside next previous least less better worse able ability according become became becomes " +
        "yourself myself himself herself itself themselves ourselves yours mine ours theirs him it its whom hey hi hello dear sir ma'am bye goodbye welcome congrats congratulations birthday merry christmas god damn hell shit fuck fucking shitty crap ass suck sucks " +
        "thx pls plz ur u r cuz bc gonna wanna gotta kinda yeah yep nope nah haha lmao smh idk tbh btw asap fyi " +
        "ever never highly recommend recommended recommendation experience experiences quality value stars star review reviews rating visit visited location area service services server waitress waiter table menu taste tasted fresh delicious tasty bland " +
        "battery screen charger cable camera sound video game games play played movie music song read reading book story watch watched watching wear size fit color black white red blue green login password update updated download install installed crash crashes crashing error " +
        "fault reset connect connection internet signal network wifi device computer laptop phone phones text texted message messages called calling calls line lines contact contacted hung hang hours half whole entire total completely totally extremely super " +
        "law equal freedom free entitled protection public national international education religion marriage security social country countries state states government citizen opinion expression person's any's set forth declaration nation nations trial guilty act acts " +
        "does doing done has having am were weren't being would've could've should've might ones anyone's people's way ways point case fact matter reason idea end beginning side hand head face eye eyes heart mind body door room floor street city town";

    const string Other =
        // Dutch, Afrikaans, Frisian, Luxembourgish
        "de het een van en niet dat die ik je op te zijn voor met aan als maar ook naar heeft wordt zich ieder recht worden hij haar bij uit onze door geen wel nog heb ben bent mijn wij jullie deze dit daar hun omdat goed heel erg veel meer zeer hoe waar " +
        "nie wat sy hulle ek ons baie vir hierdie word elke elkeen fan yn foar dat mei ass an eng mat fir net all mënsch huet " +
        // Spanish, Catalan, Galician, Occitan
        "el la los las que y en un una por con para es no se lo su del al como más mas pero sus le ya sin sobre este toda persona tiene derecho esta son muy nos ni o todo estoy está gracias hola porque cuando donde qué bien bueno malo mucho muchas muchos siempre nunca " +
        "hay fue ser eso esto mi tu te me nada también tambien ahora yo ustedes usted servicio vuelo comida amb els dels als una per tota persona té dret aquest aquesta són molt pel sense nom ten dereito toda persoa teñen unha non dos das pola polo tot ome " +
        // French, Haitian Creole, Corsican
        "le la les des du et est une dans qui que pour pas sur au avec ce il je vous nous ne se sont plus par tout toute tous droit mais ou elle être a ses leur aux cette personne individu très tres bien merci bonjour moi toi mon ma mes ton notre votre ils elles " +
        "j'ai c'est n'est d'un d'une qu'il l'on jai cest fait faire service commande jamais toujours aussi sans sous chez moun gen dwa tout nan ak pou yon pa li yo oswa konsa lè " +
        // German, Swiss German
        "der die und das ist nicht ein eine zu den mit von sich auf für fur im dem des auch es wir ich sie hat recht jeder oder als bei nach wird aus einer einem einen sind wie über haben nur noch war wenn aber habe kann mein meine sehr gut danke kein keine mehr schon immer dass weil uns euch ihr ihre " +
        "hab bin seit dieser diese dieses wurde werden am vom zum zur isch nöd gsi mir au het " +
        // Portuguese
        "o os as um uma não nao do da dos das em por com para se ao mais como mas foi ele seu sua ou quando muito nos já eu também só pelo pela até isso ela entre toda pessoa tem direito você voce obrigado obrigada está bom boa ruim atendimento serviço meu minha são " +
        // Italian, Maltese, Sardinian, Sicilian
        "il lo gli di e è che un una per non con del della dei delle nel nella sono si ha da al come anche più piu ma suo sua ogni individuo diritto alla dalla questo questa grazie molto bene sempre mai ho hai abbiamo ciao perché perche quando tutto tutti ottimo servizio cibo personale volo " +
        "il-bniedem kull għandu dritt jedd ta li lil minn biex jew u bla " +
        // Swedish, Norwegian, Danish, Icelandic, Faroese
        "och att det som en på är av för med den till inte har de ett om men var jag sig från vi så kan man när skall var rätt eller hade mycket tack bra dålig alltid aldrig nu också bara mig dig ingen något denna detta deras utan ej envar " +
        "og at er til af ikke han der jeg ja nei nej takk tak meget veldig også hvad hva hvor når bare fra blir blev være vært ved skal vil mig meg deg noen noget god godt ingen enhver menneske ret rett eller uten uden sin sine " +
        "að og er á við sem ekki fyrir hann það þeir hver maður rétt skulu eða eru um frá hefur allir menn ein hvør rættur " +
        // Finnish, Estonian
        "ja on ei että ettei hän se ovat mutta kun jokaisella oikeus olla olen oli kuin myös tai sekä mitä minä sinä me te he tämä siitä kiitos hyvä huono palvelu erittäin todella ihan hyvin tulee saada ole hänen ilman joka jotka ta see kui aga igal inimesel õigus või mis tema ning ma sa väga hea aitäh pole " +
        // Polish, Czech, Slovak
        "i w na z do się sie nie jest że ze to jak o od po przez dla są sa oraz każdy kazdy prawo człowiek czlowiek ma lub jego być byc czy ale tak już juz tylko bardzo dziękuję dziekuje dobrze mnie mam co tego jestem a v se je že si za každý má právo nebo být jeho na s které který jsem jsou byl bylo není neni ale velmi dobré " +
        "dobrý den děkuji dekuji aj sa som je nie ako alebo byť čo pre sú sme len veľmi ďakujem výborná " +
        // Hungarian
        "a az és es hogy nem is egy van minden joga van személynek vagy meg de csak mint már mar ezt azt nagyon jó jo köszönöm koszonom volt ki ha mert kell lehet joga bármely ember nincs " +
        // Croatian, Bosnian, Serbian, Slovenian, Macedonian in Latin letters
        "i u je na da se za su ne od sa koji kao ili svako svatko ima pravo po iz nije što sto bez biti to ova ovo sve ali vrlo jako hvala dobro nisam sam smo bio bila ste in je v na za so ki se ni bi kot pri po vsakdo ima pravico do ali brez tudi lahko zelo hvala nisem sem bil " +
        // Albanian
        "të dhe në e me për nga një është që si kush ka drejtë se ose do nuk janë nje eshte per te ne qe dhe ketë këtë shumë shume faleminderit mire " +
        // Lithuanian, Latvian
        "ir kad yra ne su iš į kiekvienas turi teisę žmogus arba būti jo bet kaip aš tai labai ačiū nėra un ir ka nav ar no par vai katram cilvēkam tiesības tā kas es viņa ļoti paldies uz bez " +
        // Romanian
        "si și de la în in cu o este pe nu un din sunt mai orice are dreptul sau omul fie ca că ce sa să am ai fost foarte multumesc mulțumesc bun bine dar pentru care lui libertatea persoana persoană nici fara fără prin asta acest aceasta " +
        // Turkish, Azerbaijani, Turkmen, Uzbek, Tatar, Kazakh and Kyrgyz in Latin letters
        "ve bir bu da de için icin ile her olarak daha çok cok gibi olan hakkı hakki vardır vardir kimse veya herkes hiç hic ne ki mi değil degil ben sen biz var yok güzel guzel iyi kötü kotu teşekkürler tesekkurler sipariş yemek geldi bana beni şey sey kadar ama sonra önce " +
        "və ve bir hər her kəs şəxs malikdir hüququna hüququ ya olan üçün ilə edir həmin çox deyil we hem bilen üçin adam hakly hukugy hukuga ýa-da bolan her " +
        "va har bir inson ega huquqiga huquqqa bilan uchun yoki ham bu o'z boshqa shu emas bo'lgan bo'lishi hech kim lozim juda yaxshi rahmat men siz biz edi kerak qilish hamma yomon xizmat " +
        // Kurdish (Kurmanji) in Latin letters, Zazaki
        "û ku de di li ji bo her kes heye maf mafê bi wî wê xwe ye jî yan an ne min te em hûn ew ev gelek baş nîn divê hemû mirov mirovî bê " +
        // Indonesian, Malay, Javanese, Sundanese, Minangkabau, Acehnese, Balinese
        "dan yang di untuk dengan dari pada ini itu tidak atau setiap orang berhak dalam adalah oleh sebagai akan hak ada tanpa saya kamu aku kami kita mereka dia sudah belum bisa tak nak boleh sangat sekali bagus juga karena kerana kalau telah lagi nya gak ga nggak banget enggak udah aja dah pun apa " +
        "terima kasih makanan pesanan pelayanan perkhidmatan mana mempunyai seseorang lain hendaklah bahawa bahwa oleh serta tiada lan ing kang iku saben wong nduwe utawa ora sing kanggo ingkang gaduh unggal jalma boga jeung nu henteu atawa ka " +
        // Tagalog, Cebuano, Ilocano, Hiligaynon
        "ang ng mga sa na ay at ni si ko mo ka ito hindi para kung may lahat tao bawat karapatan o nang kanyang ako siya kami tayo sila po opo naman lang yung iyong walang dapat dahil kasi salamat masarap usa ug nga adunay katungod tanan iya dili kini ti ket iti dagiti tunggal maysa tao " +
        // Vietnamese, with and without marks
        "và của có các được mọi người quyền trong cho không một với đều hay là này tôi bạn anh em rất đã thì va cua co cac duoc moi nguoi quyen trong cho khong mot voi deu nay toi ban rat da thi nhung vi cung lam nhieu khi nhu minh hang giao dich vu qua roi " +
        // Swahili, Somali, Hausa, Yoruba, Igbo, Zulu, Xhosa, Shona, Kinyarwanda, Oromo, Malagasy, Lingala, Wolof, Akan
        "na ya wa kwa ni kila mtu ana haki za katika la au yake si kuwa bila hii hiyo watu sana asante huduma nzuri lakini kama hakuna wote mimi wewe yeye cha vya kutoka pia tu bado " +
        "waa iyo oo ee in ka ku la u uu ay qof kasta wuxuu xaq leeyahay leh ama inuu iyadoo aan aad u mahadsanid adeeg ma aha waxaan waxa ayaa baa wuu way si marka lagu loo kale dadka dhan " +
        "da a na ta ya ne ce ba su kowane mutum yana yake hakki don ko shi mai cikin wani wata kuma daga ga suna ina kai sosai abinci nagode yi duk dukan dan 'yan wannan " +
        "àti ti ni ó wọn fún gbogbo ènìyàn ẹ̀tọ́ ní sí kò bí mo na onye ọ bụla nwere ikike na-enwe ma ọ bụ nke ndị ya dị wonke umuntu unelungelo ngo kanye noma futhi umntu unelungelo okanye munhu wese ane kodzero umuntu wese afite uburenganzira kandi mu cyangwa " +
        "namni kamiyyuu mirga qaba fi kan isaa akka irraa yookiin ny sy dia ho amin'ny izay olona rehetra manana zo tsy na moto nyonso aze na makoki ya mpe te nit ku nekk am sañ-sañ bi ci mu ne onipa biara wɔ kwan sɛ na " +
        // Welsh, Irish, Scottish Gaelic, Basque, Esperanto, Interlingua, Latin, Maori, Samoan, Hawaiian, Tongan, Fijian
        "y yn yr i o a'r gan bawb hawl neu ac ei mae ar am hyn bod nid ag an na ar agus tá ag gach duine ceart chun le is ní do den gus còir eta ez bat da du dira pertsona orok eskubidea izan edo ere zuen bai oso la kaj de en ĉiu havas rajton al estas kaj ne sen aŭ omnis et in " +
        "te ngā he o ki kia i a e me nga ka tangata tika o le i ma e ua tagata uma aia tatau ka ke me kanaka na " +
        // Persian, Arabic, Hindi, Urdu and Punjabi in Latin letters
        "salam khob khoob kheili kheyli mamnon mamnoon mersi ast kardam kard shoma man nist bood bud bod az ba ke in baraye baraye hast dastet merci daram dare nadare dari mikonam mikone mikham mikhaam nemidonam nemikham chera chi chetor chetori koja alan vaghti vali age hich hichi ham yek yeki dige digeh bayad shod shode nashod " +
        "ghaza khoshmaze aali bad khodam in oon inja unja mano toro beshe bashe dadash azizam jan joon eshgh delam rooz shab sefaresh ferestadam resid dir kharid poolam " +
        "shukran habibi habibti wallah wallahi walla yalla yallah inshallah inshalla mashallah alhamdulillah ana enta enti inta inti mish msh mesh mo mafi mafe fi kwayes kwayis keef kif kifak kefak shlonak shu shou sho leh lesh leish laish el al wel bel fel illi elli da di dah keda kda aywa aiwa la2 mn min bas bs kteer ktir awi gedan jiddan " +
        "sa7 3ala 3an ma3 ba3d hala marhaba sabah masa khair akl akel mat3am wein wayn fein fen shway shwaya kol kul shi shay ahlan ya rab " +
        "hai nahi nahin hain ka ki ke ko mein main kya kyun kaise aur bhi bahut bohot acha accha achha bhai yaar mera meri mere tum aap hum kar karo raha rahe rahi tha thi gaya gayi bilkul sab log paisa wala wali kuch abhi yeh woh toh ek se par " +
        // Nigerian languages' and other chat words, toki; Basque and Breton are above
        "wetin dey abeg na wahala jaja kkkk jajaja hahaha obrigada tks vc tbm pq xq wkwk wkwkwk";

    /// <summary>0 speaks for English, 1 against it.</summary>
    public static WordTable Table { get; } = Make();

    static WordTable Make()
    {
        var other = Split(Other).ToHashSet(StringComparer.Ordinal);
        var words = other.ToDictionary(word => word, word => ((byte)1, word.Length == 1 ? 0.8f : word.Length == 2 ? 1.8f : 2.2f), StringComparer.Ordinal);
        foreach (var word in Split(English))
        {
            words[word] = (0, other.Contains(word) ? 0 : word.Length == 1 ? 1 : 2);
        }

        foreach (var word in Split(Certain))
        {
            words[word] = (0, other.Contains(word) ? 1 : 2);
        }

        using var worth = new StreamReader(typeof(LatinWords).Assembly.GetManifestResourceStream("language.worth.tsv")!, Encoding.UTF8);
        while (worth.ReadLine() is { } line)
        {
            if (line.StartsWith("en\t", StringComparison.Ordinal) && line[3..line.IndexOf('\t', 3)] is { Length: > 3 } word)
            {
                words.TryAdd(word, (0, 1.2f));
            }
        }

        return new WordTable(words);
    }

    static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
