const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Words that stand where a name may stand and are none, lower case and without apostrophes. Names that are also words are left out. */
export const noNames: ReadonlySet<string> = words(`
  i me my mine myself you your yours yourself u ur he him his himself she her hers herself it its itself we us our ours ourselves they them their theirs themselves
  who whom whose which what that this these those there here where when why how whether if because so than then as though although unless until till while whilst since
  a an the some any all both each every either neither no none not nor or and but yes yeah yep nope nah ok okay sure maybe dunno please thanks sorry only just also too very really quite still already
  yet again once twice never always often sometimes usually rarely ever soon later now today tonight tomorrow yesterday daily weekly monthly yearly annually regularly immediately straight away quickly
  first last next previous other another same different new old latest current former own best right wrong correct good bad better worse safe secure private confidential personal sensitive ready done busy
  happy fine well ill late early tired unsure confused lost stuck free able unable aware new-starter responsible here there home away back out in up down off on over under to from of for with without by at into onto about
  against between through during before after above below around near behind beside per via like unlike
  am is are was were be been being do does did doing done have has had having can could may might must shall should would cant wont dont doesnt didnt isnt arent wasnt havent hasnt need needs needed
  want wants wanted get gets got getting go goes going gone went come comes came coming make makes made making take takes took taking taken give gives gave giving given put puts keep keeps kept let lets
  say says said saying tell tells told telling ask asks asked asking know knows knew known think thinks thought see sees saw seen look looks looked looking find finds found use uses used using work works worked working
  check checks checked checking read reads reading write writes written wrote sign signs signed send sends sent sending show shows showed shown change changes changed changing update updates updated delete deletes deleted
  remove removes removed lock locks locked shred shreds shredded wipe wipes wiped store stores stored save saves saved share shares shared report reports reported record records recorded call calls called ring rang phone phoned
  email emails emailed text texts texted message messages messaged print prints printed copy copies copied test tests tested train trains trained training remind reminds reminded review reviews reviewed answer answers answered
  stop stops stopped start starts started starting stay stays left leave leaves leaving join joins joined joining help helps helped helping invite invites invited add adds added accept accepts accepted refuse refused approve approved
  turn turns turned set sets run runs open opens opened close closes closed click clicks clicked press pressed type types typed log logs logged fill fills filled hand hands handed pass passes passed
  everyone everybody everything everywhere anyone anybody anything someone somebody something nobody nothing noone one ones two three four five six seven eight nine ten few many most more less enough several half
  person persons people staff staffs team teams group groups family families relative relatives resident residents client clients customer customers patient patients service-user service-users tenant tenants carer carers
  caregiver worker workers employee employees volunteer volunteers visitor visitors guest guests starter starters leaver leavers nurse nurses doctor doctors gp gps manager managers deputy deputies boss bosses owner owners director directors
  trustee trustees senior seniors cook cooks chef cleaner cleaners driver drivers administrator administrators admin admins receptionist supervisor supervisors lead leads leader leaders officer officers inspector inspectors auditor auditors
  supplier suppliers contractor contractors provider providers company companies firm firms business organisation organisations organization council councils hospital hospitals pharmacy pharmacist police ambulance nhs cqc ico nhse gdpr
  government regulator authority commissioner commissioners safeguarding court solicitor agency agencies bank insurer mum dad mother father son daughter husband wife partner friend friends neighbour neighbours brother sister parent parents
  child children man men woman women lady ladies guy guys lad mate colleague colleagues member members user users contributor reviewer viewer supporter viewers reviewers contributors adviser advisor human bot guide computer-says
  service services home homes house houses site sites branch branches office offices building buildings room rooms door doors window windows cupboard cupboards drawer drawers cabinet cabinets safe safes key keys keypad shelf folder folders file
  files paper papers paperwork document documents doc docs form forms letter letters leaflet leaflets notice notices poster posters list lists rota rotas policy policies procedure procedures plan plans contract contracts agreement agreements
  certificate certificates log-book logbook book books diary diaries calendar register registers note notes minutes report audit audits chart charts photo photos picture pictures video cctv data information info detail details evidence
  computer computers laptop laptops tablet tablets ipad ipads iphone phones mobile mobiles device devices machine machines server servers printer router wifi wi-fi internet network software app apps system systems antivirus firewall
  backup backups cloud drive disk stick sticks usb memory login logins password passwords passcode pin pins code codes account accounts access permission permissions consent encryption key-safe mfa vpn website web online
  windows microsoft office365 outlook google chrome android apple adobe flash java explorer edge firefox norton mcafee sophos defender whatsapp facebook teams zoom skype dropbox onedrive sharepoint nhsmail sage xero linux excel word
  powerpoint safari zip pdf vista xp
  reminder reminders nudge nudges notification notifications digest update-s question questions section sections toolkit dspt assessment answer-s query queries issue issues problem problems incident incidents breach breaches risk risks complaint
  job jobs role roles task tasks shift shifts duty duties meeting meetings supervision supervisions induction inductions course courses quiz exam lesson session sessions talk talks handover handovers appraisal appraisals
  day days night nights week weeks month months year years hour hours minute minutes time times morning afternoon evening weekend weekends monday tuesday wednesday thursday friday saturday sunday january february march july 
  september october november december christmas easter lunch break spring winter term
  money pay payment payments fee fees bills invoice invoices number numbers name names address addresses date dates reference id identity ids badge badges card cards uniform car cars bag bags box boxes bin bins post mail
  thing things stuff bit bits part parts kind kinds sort sorts way ways reason reasons point points area areas place places case cases example examples total whole rest lot lots piece pieces
  questionnaire politely nicely carefully kindly verbally directly separately together properly safely securely urgently automatically manually instead anyway otherwise perhaps probably possibly definitely
  care caring medication medicine meds food water bell bells alarm alarms fire emergency emergencies covid outbreak sick sickness holiday holidays maternity
  english polish romanian british black white big small large long short high low hot cold full empty main front rear top bottom upper lower public
  stranger strangers thief thieves burglar burglars intruder intruders caller callers hacker hackers tradesman tradesmen animal animals dog dogs cat cats
  registered certified encrypted protected approved-list authorised unauthorised temporary permanent agency-staff bank-staff outside inside external internal local national temp temps
  dyslexic deaf blind pregnant retired
`);

/** First names that are common in England's care services, lower case: they are known without a capital letter. */
export const firstNames: ReadonlySet<string> = words(`
  aaron abbie abby abdul abigail adam adaeze ade adebayo adele adrian agnes agnieszka ahmed aisha aisling alan albert alejandro aleksandra alex alexander alexandra alexandru alfie ali alice alicia alina alison alistair allan allison alma
  amanda amara amber amelia amir amit amy ana anastasia andrea andreea andrei andrew andy angela angelica angie anita anjali ann anna anne annette annie anthony antonia antony anya arjun arthur asha ashley ashok asif audrey
  ayesha barbara barry beata beatrice becky ben benjamin bernadette bernard bernie beth bethany betty beverley bev bilal bill billy bob bobby bogdan brenda brian bridget bronwen bryan callum cameron carl carla carlos carol carole caroline
  catalina catherine cathy catrin cecilia celia charles charlie charlotte chantelle cheryl chiamaka chidi chinedu chioma chloe chris chrissie christina christine christopher ciara claire clare claudia cliff clive colin colleen connor
  constantin craig cristina cynthia daisy damian dan daniel daniela danielle danny daphne darren dave david dawid deb debbie deborah debra dee deepa denise dennis derek desmond diana diane dimitri dinesh dominic donald donna doreen
  dorota dorothy doug douglas duncan dylan ed eddie edith edward edyta eileen elaine eleanor elena eliza elizabeth ella ellen ellie elsie emily emma emmanuel enid eric erin esther ethan eugene eva eve evelyn ewa ewan fatima
  farah felicity fiona folake fran frances francis francesca fred freda freya funmi gabriel gabriela gail gareth gary gavin gemma geoff geoffrey george georgia georgie georgina gerald geraldine gill gillian gina gladys glenda glenn
  glenys gloria gordon graham greg gulsen gwen hannah hardeep harjit harriet harry hassan hayley hazel heather helen helena henry hilary holly howard hugh huw iain ian ibrahim ifeoma imran ingrid ioana ion irena irene iris isaac isabel
  isabella isla ivan ivy iwona jack jackie jacob jacqueline jacqui jade jake jamal james jamie jan jane janet janice jaswinder jasmine jason javed jay jayne jean jeanette jeff jen jenna jennifer jenny jeremy jess jessica jill jim
  jimmy jo joan joanna joanne jodie joe joel johanna john johnny jolanta jon jonathan jordan jose joseph josephine josh joshua josie joy joyce juan jude judith judy julia julian julie june justin justyna kamal kamila karen karina karl karolina
  kasia katarzyna kate kath katherine kathleen kathryn kathy katie katy kavita kay kayleigh keith kelly ken kenneth kerry kev kevin khadija kieran kim kirsty kiran krystyna kuldeep kumar kwame kyle lakshmi laura lauren lawrence leah leanne lee
  leila leo leon leonard lesley leslie lewis liam lilian lily linda lindsay lisa liz lizzie lola lorna lorraine louis louisa louise lucia lucy luis lukasz luke lydia lyn lynda lynn lynne maciej maddie madeleine magda magdalena maggie
  malcolm malgorzata mandy manjit marcin marcus margaret maria marian marie marilyn marion marius marjorie marlene marta martin martina martyn mary maryam mateusz matt matthew maureen maurice mavis max maxine meena meera megan
  mel melanie melissa mercy meryl mia michael michal michelle mick mihai mike milan mina miriam mo mohamed mohammad mohammed moira molly monica monika morag muhammad muriel myra nadia nancy naomi narinder natalia natalie natasha nathan
  neil nell nicholas nick nicky nicola nicole nigel nikki nina nisha nita noel nora norma norman nuala oksana olga olivia oliver olu oluwaseun omar oscar owen paige pam pamela parveen patricia patrick patrycja paul paula pauline pawel
  pearl peggy penny pete peter petra phil philip phillip phoebe phyllis piotr pippa polly pradeep priti priya rachael rachel rafal raj rajesh ralph ramona ramesh ranjit ravi raymond rebecca reg rehana rekha rhian rhiannon rhys
  rich richard rita rob robert roberta robin robyn rodney roger roland ron ronald rory rosa rosalind rosemary rosie ross roxana roy roza ruby rukhsana rupert russell ruth ryan sabina sadie saira sally salma sam samantha samira samuel
  sandeep sandra sanjay sara sarah sasha scott sean sebastian segun shane sharon shaun shauna sheila shelley sherry shirley shona siobhan simon sinead sofia sonia sophia sophie stacey stan stanley stefan stella stephanie stephen steve
  steven stuart sue sunita surinder susan susanna susie suzanne svetlana sybil sylvia syed tanya tara tasha ted temi teresa terri terry thelma theo theresa thomas tim timothy tina toby tom tomasz tommy tony tracey tracy trevor
  tricia trish tunde uche usha val valentina valerie vanessa vera verity vernon veronica vicki vicky victor victoria vijay vikram vince vincent viv vivian vivien wanda wayne wendy wilfred william winifred wojciech xavier yasmin
  pat patsy paddy mark rose grace faith dawn will bill ray precious blessing april june
  yetunde yolanda yusuf yvette yvonne zainab zara zoe zofia zuzanna
`);
