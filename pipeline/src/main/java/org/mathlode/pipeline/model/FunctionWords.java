package org.mathlode.pipeline.model;

import java.util.BitSet;

/**
 * Languages written in Latin and Cyrillic letters, told by their function words: articles, prepositions and pronouns make up a
 * third to a half of every running text, whatever it is about. A word counts for each language that has it, less the more do.
 */
final class FunctionWords {
    private static final String[][] LISTS = {
        {"eng", "the of and to in is that for it as was with be by on not he his this are or had at from but have an they which you were her all she there would their we him been has when who will more no if out so said what its about than into them can only other time these may two then do any like could some also such where each"},
        {"deu", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn ich wir kann gegen vom schon unter diese dieser"},
        {"fra", "de la le et les des en un du une que est pour qui dans au par plus pas sur ne se sont ou avec son il aux mais comme cette ont elle être ce sa ses nous vous leur ces tout entre fait si sans deux même où soit on donc alors ainsi après été peut"},
        {"spa", "de la que el en y los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está donde qué porque puede han cada ese hay"},
        {"por", "de que do da em um para com não uma os no se na por mais as dos como mas ao ele das seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos são seus quem nas me esse eles você foi está pode ser tem há essa num"},
        {"ita", "di che la il un per in una del non con le si da dei al alla della delle come più anche gli sono ha nel ma lo dalla nella questo essere se ed stato tra cui degli dal suo ci ai quando ogni loro dopo questa sua molto così già perché può quindi era solo"},
        {"nld", "de van het een en in is dat op te zijn met voor niet die aan er om ook als dan maar bij uit nog naar heeft hij ze worden door over wordt werd deze tot wat kan meer geen zich dit haar hebben we was of onder ik zo wel veel moet tussen"},
        {"pol", "w i na z się nie do to że jest o jak po od za przez są ale tak dla co czy ma ich tym oraz być już tylko jego który które może jej także przy można pod był która ze lub było go bardzo tego gdy sobie więc bez nas"},
        {"ces", "a se v na je že s z do o to i za jako by po pro ve si k tak ale byl jsou které jeho od který však podle až nebo jen také při má jsme jejich před být může která není už tím této což mezi kde než pak když"},
        {"slk", "a sa v na je že s z do o to aj za ako by po pre vo si k tak ale bol sú ktoré jeho od ktorý však podľa až alebo len tiež pri má sme ich pred byť môže ktorá nie už tým tejto čo medzi kde než keď"},
        {"hun", "a az és hogy nem is egy ez van meg csak volt el már de mint még ki ha azt ami vagy be majd lehet kell után minden sem ezt mert akkor ahol között így aki lesz úgy szerint két nagyon illetve amely pedig"},
        {"swe", "och i att det som en på är av för med den till inte om ett har de jag var men så från vi kan när han nu ska eller sig under också efter vid där mot ut upp hade än blir vara skulle finns man mer alla detta sin bara"},
        {"dan", "og i at det er en til på som for med af den de ikke der et har var om jeg men han fra vi kan så sig eller efter ved også blev når skal havde hvor over være nu mod hun end ud denne noget nogle meget mellem kun hvis kunne"},
        {"nor", "og i det er en til på som for med av den de ikke et har var om jeg men han fra vi kan så seg eller etter ved også ble når skal hadde hvor over være nå mot hun enn ut denne noe noen mye mellom bare hvis kunne å"},
        {"fin", "ja on ei että se oli hän mutta ovat myös joka kun niin kuin sen tai ole ollut mukaan jos sitä vain hänen siitä jo nyt mitä voi ne olisi ennen sekä tämä tämän eli jotka kanssa vielä koska sekä noin kaikki"},
        {"ron", "de și în a la cu nu pe că din o mai care este un să se pentru sunt au ce le prin sau fi fost ca după dar lui iar cele are al ale unei unui această acest fără sa când între doar numai dacă foarte până"},
        {"tur", "ve bir bu da de için ile çok olarak daha olan gibi en kadar ise ne sonra o ama ki her olduğu değil var ya göre veya kendi mi iki zaman bütün ancak oldu şey ben tarafından şekilde yok hem"},
        {"vie", "và của là có các được cho trong không một với những người này đã khi để từ cũng như về đến ra nhiều theo năm sẽ vào trên tại đó phải bị lại nhưng còn hay nếu thì rất"},
        {"ind", "yang dan di dengan untuk ini itu dari dalam tidak akan pada juga ke karena ada bisa oleh saya adalah sebagai telah atau mereka lebih sudah para dapat kita kami seperti dia saat tersebut bahwa menjadi secara harus"},
        {"cat", "de la i el que a en les els un per del amb una es al no és com més l'any seva seu pel van als han també són aquest aquesta però entre o si sobre ser ha dels fins quan era ja on molt tot"},
        {"hrv", "i u je se na da za su od s a o kao koji što iz ne bi će li ili do te nije koja ali samo po biti sve može već koje prema to još bio ako nakon između kod kada više također"},
        {"lit", "ir į kad iš su yra bet tai ar apie kaip nuo už po tik jo buvo dėl prie jau gali dar jų per labai taip arba pagal savo būti kurie kuris"},
        {"rus", "и в не на что с по как к из у за от его но для так то это все а о же был она только или было бы мы они при до если когда уже еще он их том чтобы быть может также который этого где можно нет которые время после"},
        {"ukr", "і в не на що з по як до у за від його але для так та це все а про же був вона тільки або було б ми вони при якщо коли вже ще він їх тому щоб бути може також який цього де можна немає які після"},
        {"bel", "і ў не на што з па як да у за ад яго але для так гэта ўсе а пра быў яна толькі або было б мы яны пры калі ўжо яшчэ ён іх каб быць можа таксама які гэтага дзе можна няма якія пасля"},
        {"bul", "и в не на че с по като от за да се са е ще но при до или той това са със беше бе още само може след има този тази които който която което как когато ако няма между чрез към бъде"},
        {"srp", "и у је се на да за су од с а о као који што из не би ће ли или до те није која али само по бити све може већ које према то још био ако након између код када више"},
    };
    /** Fewer words of a language than this may be names. */
    private static final int FEWEST_HITS = 6;
    /** A text of which less is function words is a list, code or another language. */
    private static final double SMALLEST_SHARE = 0.12;
    /** How much better than the next the best must be. */
    private static final double LEAD = 1.12;
    /** Fewer different words of a language than this may be the variables of a program. */
    private static final int FEWEST_WORDS = 4;
    private static final int LONGEST_WORD = 12;
    /** An open hash table of the words, found without making strings. */
    private static final int ROOM = 1 << 12;
    private static final String[] WORDS = new String[ROOM];
    private static final int[] LANGUAGES = new int[ROOM];

    static {
        for (int language = 0; language < LISTS.length; language++) {
            for (String word : LISTS[language][1].split(" ")) {
                int slot = slot(word, 0, word.length());
                WORDS[slot] = word;
                LANGUAGES[slot] |= 1 << language;
            }
        }
    }

    private final double[] scores = new double[LISTS.length];
    private final int[] hits = new int[LISTS.length];
    private final int[] different = new int[LISTS.length];
    private final BitSet seen = new BitSet(ROOM);
    private int words;

    /** Where a word is or would be, its capitals taken for small letters. */
    private static int slot(CharSequence text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + Character.toLowerCase(text.charAt(i));
        }
        int slot = (hash ^ hash >>> 12) & ROOM - 1;
        while (WORDS[slot] != null && !is(WORDS[slot], text, from, to)) {
            slot = slot + 1 & ROOM - 1;
        }
        return slot;
    }

    private static boolean is(String word, CharSequence text, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (word.charAt(i - from) != Character.toLowerCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Counts a word of letters; a single Latin letter is none, but a variable. */
    void add(CharSequence text, int from, int to) {
        if (to - from == 1 && text.charAt(from) < 0x80) {
            return;
        }
        words++;
        int slot = to - from > LONGEST_WORD ? -1 : slot(text, from, to);
        if (slot < 0 || WORDS[slot] == null) {
            return;
        }
        boolean first = !seen.get(slot);
        seen.set(slot);
        double weight = 1.0 / Integer.bitCount(LANGUAGES[slot]);
        for (int bits = LANGUAGES[slot]; bits != 0; bits &= bits - 1) {
            int language = Integer.numberOfTrailingZeros(bits);
            scores[language] += weight;
            hits[language]++;
            different[language] += first ? 1 : 0;
        }
    }

    /** The language whose words are the most, {@link Language#UNDETERMINED} where that says little. */
    String best() {
        int best = 0;
        int second = -1;
        for (int language = 1; language < scores.length; language++) {
            if (scores[language] > scores[best]) {
                second = best;
                best = language;
            } else if (second < 0 || scores[language] > scores[second]) {
                second = language;
            }
        }
        boolean clear = hits[best] >= FEWEST_HITS && different[best] >= FEWEST_WORDS && hits[best] >= words * SMALLEST_SHARE && scores[best] >= scores[second] * LEAD;
        return clear ? LISTS[best][0] : Language.UNDETERMINED;
    }

    /** The share of the words read that a language has among its function words; 0 for one without a list. */
    double share(String language) {
        for (int i = 0; i < LISTS.length; i++) {
            if (LISTS[i][0].equals(language)) {
                return words == 0 ? 0 : (double) hits[i] / words;
            }
        }
        return 0;
    }
}
