"""Words that tell whether a capital begins a person's name, in Swedish and English."""

# A sentence with one of these speaks of a child or of somebody's birth.
ABOUT_A_CHILD = frozenset(
    "barn barnet barnets flicka flickan flickans pojke pojken pojkens kille killen tjej tjejen född födelsedag "
    "dotter dottern son sonen elev eleven patient patienten tonåring tonåringen tonårsflicka tonårspojke ungdom "
    "ungdomen fyller fyllde baby barnbarn klienten child girl boy born birthday daughter pupil teenager youth "
    "youngster client kid".split()
)  # fmt: skip

# After one of these a word with a capital is a name.
NAME_FOLLOWS = frozenset(
    "heter hette kallas kallad flickan flicka pojken pojke killen tjejen barnet dottern dotter sonen eleven "
    "tonåringen mamman pappan modern fadern syster systern bror brodern kusin namn mannen kvinnan förövaren "
    "klienten patienten named called girl boy daughter son mother father sister brother mr mrs ms "
    "herr fru fröken".split()
)  # fmt: skip

# Before one of these a word in the genitive is a name.
KIN = frozenset(
    "mamma pappa mor far syster bror mormor morfar farmor farfar föräldrar familj pojkvän flickvän styvfar "
    "styvmor skola lärare mobil telefon mother father sister brother parents family boyfriend girlfriend".split()
)  # fmt: skip

# Words that begin a sentence with a capital and are no name.
FUNCTION_WORDS = frozenset(
    "vi ni de du jag han hon hen den det dem man i på om när hur vad var vem vilka vilken vilket varför kan ska "
    "skulle bör måste får har är finns en ett att och men eller så som för från till med utan under över efter "
    "innan sedan då där här nu ofta ibland alla många några ingen inget inga varje både samma vår vårt våra deras "
    "er ert era vid hos enligt tack dnr diarienummer hej hejsan kära bästa ja nej också även bara samt the a an "
    "we they he she it you when how what where who which why can should must is are has have there in on if at "
    "for from to with after before all many some no both our their your this that these those do does did as by "
    "of and or but dear hello hi thanks thank please".split()
)  # fmt: skip

# Names that are no person's, and words that English writes with a capital.
NO_PERSON = frozenset(
    "sverige norge danmark finland island tyskland frankrike spanien italien grekland polen rumänien bulgarien "
    "ungern litauen lettland estland ryssland ukraina turkiet syrien irak iran afghanistan somalia eritrea "
    "etiopien thailand filippinerna kambodja vietnam indien kina nigeria marocko europa afrika asien amerika "
    "norden skandinavien sweden norway denmark germany france spain italy greece poland romania bulgaria hungary "
    "lithuania latvia estonia russia ukraine turkey syria iraq ethiopia philippines cambodia india china morocco "
    "europe africa asia america swedish english norwegian danish finnish german french romanian bulgarian thai "
    "european nordic monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december facebook instagram snapchat youtube twitter google "
    "skype whatsapp kik ask momio internet bris ecpat unicef barnahus röda korset rädda barnen unga kvinnors värn "
    "frälsningsarmén lex sarah maria christmas easter jul påsk haag bryssel lanzarote lanzarotekonventionen "
    "palermo palermoprotokollet istanbulkonventionen nordiska förenta nationerna union unionen council office "
    "ministry board agency authority police convention act".split()
)  # fmt: skip

NO_PERSON_ENDINGS = (
    "kommun", "kommunen", "kommuner", "kommuns", "region", "regionen", "länsstyrelsen", "länsstyrelse", "styrelsen",
    "myndigheten", "myndighet", "verket", "förvaltningen", "förvaltning", "nämnden", "nämnd", "skolan", "skola",
    "enheten", "stiftelsen", "stiftelse", "föreningen", "förening", "förbundet", "förbund", "akademin", "universitet",
    "universitetet", "högskolan", "högskola", "rådet", "institutet", "institut", "centrum", "mottagning",
    "mottagningen", "polisen", "sjukhuset", "sjukhus", "tjänsten", "tjänst", "vården", "län", "landstinget",
    "landsting", "konventionen", "lagen", "balken", "ombudsmannen", "kyrkan", "municipality", "county",
)  # fmt: skip
