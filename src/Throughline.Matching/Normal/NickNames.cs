namespace Throughline.Matching.Normal;

/// <summary>Short and pet forms of first names. They are a level of comparison, never a rewrite.</summary>
public static class NickNames
{
    // One group a line: forms that one person may go by. A name may stand in several groups (alex, pat, chris).
    const string Groups = """
        abigail abby abbie gail
        abraham abe bram
        adelaide adela addie
        agnes aggie nessie
        albert al bert bertie albie
        alexander alex al alec sandy xander sasha lex alexandra alexandria alexis
        alexandra alex sandra sandy sasha lexi alexandria
        alfred alf alfie fred freddie
        alice ali allie alicia alison
        alison ali allie allison
        amanda mandy manda
        amelia amy millie mia emily
        andrew andy drew andre
        angela angie angelina
        ann anne anna annie nancy nan hannah annette
        anthony tony anton antony toni
        archibald archie
        arnold arnie
        arthur art artie
        augustus gus august augustine
        barbara barb babs barbie bab
        beatrice bea trixie bee beatrix
        benjamin ben benny benji
        bernard bernie barney
        bertha bertie
        beverly bev beverley
        bradley brad
        brenda bren
        bridget biddy bridie
        calvin cal
        cameron cam
        caroline carrie carol lina caro carolyn carolina
        cassandra cass cassie sandra
        catherine kate cathy katie cat kitty katherine kathryn kathy kay kit katharine cate kathleen catharine karen
        cecilia celia cissy cecily
        charles charlie chuck chas chaz charley karl carl
        charlotte lottie charlie lotte
        christina tina chris christine chrissy christie kristina kristine
        christine chris tina chrissy christina christy
        christopher chris kit topher kris
        clarence clare
        clifford cliff
        constance connie
        cornelius con neil
        curtis curt
        cynthia cindy
        daniel dan danny
        danielle dani
        david dave davy davey
        deborah debbie deb debra
        dennis denny den dennie
        diana di diane dianne
        dominic dom nick
        donald don donny
        dorothy dot dottie dolly dora dorothea
        douglas doug
        edith edie
        edmund ed ned eddie ted
        edward ed eddie ted ned teddy
        edwin ed eddie ned
        eleanor ellie nell nora nelly elinor ellen leonora
        elizabeth liz beth lizzie betty eliza betsy lisa bess libby elisabeth elspeth bessie liza lizbeth
        ellen nell nellie ellie helen
        emily em millie emma
        emma em emmy
        ernest ernie
        esther essie hester
        eugene gene
        evelyn eve evie
        florence flo flossie florrie
        frances fran franny fanny frankie francesca
        francis frank fran francie
        franklin frank
        frederick fred freddie freddy rick fredrick frederic
        gabriel gabe
        gabrielle gabby gabi
        geoffrey geoff jeff jeffrey jeffery
        george georgie
        georgina georgie gina georgiana
        gerald gerry jerry gerard
        geraldine gerry
        gertrude gert gertie trudy
        gilbert gil bert
        gregory greg
        gwendolyn gwen
        hannah anna annie
        harold harry hal
        harriet hattie harriett
        harrison harry
        helen nell nellie ellen helena lena
        henrietta hetty etta
        henry harry hank hal
        herbert herb bert
        hezekiah ki
        howard howie
        hugh hughie hugo
        humphrey numps
        ian iain
        irene rena
        isaac ike zac
        isabel bella isabella belle izzy isobel isabelle tibby
        jacob jake jack
        jacqueline jackie jacqui
        james jim jimmy jamie jem jas
        jane janie jenny jean janet
        janet jan jenny
        jasmine jas jazz
        jason jay
        jean jeanne jeannie
        jeffrey jeff geoff jeffery
        jennifer jen jenny jenn jennie
        jeremiah jerry jem
        jeremy jerry jez
        jerome jerry
        jessica jess jessie
        joan joanie jo
        joanna jo joanne joan
        john jack johnny jon johnnie jno ian
        jonathan jon johnny jonny jonathon nathan
        joseph joe joey jos jo
        josephine jo josie
        joshua josh
        joyce joy
        judith judy judi
        julia julie jill juliet
        julian jules
        justin jus
        karen kari
        katherine kate kathy katie kat kitty catherine kathryn kay kit
        kathleen kathy kate kath
        kenneth ken kenny
        kevin kev
        kimberly kim kimberley
        kristen kris kristin
        laura laurie lori
        lauren laurie ren
        laurence larry laurie lawrie lawrence
        lawrence larry laurie lawrie laurence lars
        leonard len lenny leo leon
        leslie les
        lewis lew louis
        lillian lily lil lilly
        linda lindy lyn lynda
        louis lou louie lewis
        louise lou louisa
        lucille lucy
        lucy lucia lucinda
        madeline maddie maddy madeleine
        madison maddie maddy
        magdalen maggie lena magdalene
        marcus mark marc
        margaret maggie meg peggy marge margie rita daisy madge greta may mags margery marjorie
        maria mary mia
        marianne mary anne
        marilyn lyn
        marion mary
        martha mattie patty
        martin marty
        mary molly polly may mae mamie maria marie
        matilda tilly maud mattie
        matthew matt matty mathew
        maurice mo morris
        maximilian max
        maxwell max
        megan meg
        melanie mel
        melissa mel missy lissa
        mervyn merv
        michael mike mick mickey micky mikey mitch
        michelle shelly mich chelle
        mildred millie
        miranda mandy randy
        mitchell mitch
        moses mo moe
        nancy nan ann
        natalie nat
        natasha tasha nat
        nathan nate nat
        nathaniel nate nat nathan nathan
        nicholas nick nicky nico nic klaus nicolas
        nicole nicky nikki
        norman norm
        oliver ollie noll
        olivia liv livvy livia
        oscar ozzie
        oswald ozzie
        pamela pam
        patricia pat patty trish tricia patsy
        patrick pat paddy rick
        paul paulie
        pauline polly
        penelope penny
        peter pete
        philip phil pip phillip
        priscilla cilla
        prudence prue
        rachel rae
        ralph rafe
        randall randy
        raymond ray
        rebecca becky bec becca
        reginald reg reggie
        richard dick rick ricky rich richie
        robert bob rob bobby robbie bert robin
        roberta bobbie
        roderick rod roddy
        rodney rod
        roger rodge hodge
        roland rollo
        ronald ron ronnie
        rosalind ros roz
        rose rosie rosa
        rosemary rose rosie
        rowland rolly
        rudolph rudy rolf
        russell russ rusty
        ruth ruthie
        salvatore sal
        samantha sam sammy
        samuel sam sammy sml
        sandra sandy
        sarah sally sadie sara
        scott scotty
        sean shawn shaun
        sebastian seb
        sharon shari
        shirley shirl
        sidney sid sydney
        silas si
        simon si
        simeon sim
        solomon sol
        sophia sophie sofia
        stanley stan
        stephanie steph
        stephen steve stevie steven ste
        steven steve stevie stephen
        stuart stu stewart
        susan sue susie suzie suzy susanna susannah suzanne
        sylvester syl
        tabitha tabby
        terence terry terrance
        teresa terry tess tessa theresa tracy
        theodore ted theo teddy
        theresa terry tess tessa teresa
        thomas tom tommy thos
        tiffany tiff
        timothy tim timmy
        tobias toby
        tyler ty
        valerie val
        vanessa nessa
        veronica ronnie vera
        victor vic
        victoria vicky tori vicki
        vincent vince vinny
        virginia ginny
        vivian viv
        walter walt wat wally
        wendy wen
        wilfred will wilf fred
        wilhelmina mina billie
        william bill will billy willie wm willy liam
        winifred winnie freda
        winston win
        yvonne vonnie
        zachary zach zack zac zachariah
        mohammad mohammed muhammad mohamed mohamad muhammed md mo
        """;

    static readonly Dictionary<string, int[]> s_groupsOf = Read();

    /// <summary>True when both folded names are forms of one name.</summary>
    public static bool AreForms(string left, string right) =>
        s_groupsOf.TryGetValue(left, out var l) && s_groupsOf.TryGetValue(right, out var r) && l.AsSpan().ContainsAny(r);

    /// <summary>Groups that a folded name stands in; null for most names.</summary>
    internal static int[]? GroupsOf(string folded) => s_groupsOf.GetValueOrDefault(folded);

    static Dictionary<string, int[]> Read()
    {
        var found = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var (group, line) in Groups.Split('\n', StringSplitOptions.RemoveEmptyEntries).Index())
        {
            foreach (var name in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                (found.TryGetValue(name, out var groups) ? groups : found[name] = []).Add(group);
            }
        }

        return found.ToDictionary(f => f.Key, f => f.Value.Distinct().ToArray(), StringComparer.Ordinal);
    }
}
