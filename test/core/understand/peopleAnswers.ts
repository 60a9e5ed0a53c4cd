/** Answers in carers' voices that share words with requests about people, questions handed on and reminders. */
export const answers: readonly string[] = `
  Sam has left and Jo is now our data protection lead
  we remind staff every week
  the manager invites staff to training
  our IT firm
  our IT company
  the IT company
  Jo Smith
  jo smith
  jo
  Jo
  Mrs Patel
  weekly
  daily
  monthly
  every Monday
  every week
  once a week
  on mondays
  give everyone a leaflet
  we delete all data when it is seven years old
  call me on 01632 960001
  call me on the office number
  01632 960001
  ring me if it goes wrong
  we have published our privacy notice
  we published our policy in May
  it is published on our website
  published on our website
  its on our website
  we published last year
  we published it last year
  we have published before
  yes we published last year
  published in March
  we submitted it in 2024
  the notice is published in the hall
  we publish it every year
  it was published in 2023 and we check it each year
  Jo is a manager
  Jo is the manager
  Jo is our manager
  Jo Smith is the registered manager
  jo smith, registered manager
  its jo smith
  it's Jo
  It is Jo Smith, our manager
  this is Jo Smith
  Sam is leaving but Jo knows the passwords
  Sam left in May
  sam left in may and we took his login away the same day
  when someone leaves we take their login away
  when sam left we removed his login
  someone left last month and we changed the code
  a carer left and handed her phone in
  staff have left
  everyone has left
  nobody has left
  no one has left
  the manager has left
  our manager has left and the owner is covering
  the last one has left
  two have left
  someone has left
  leavers are removed the same day
  remove them from the system
  remove their access
  remove access
  remove their login
  remove logins
  remove old staff
  remove leavers
  remove everyone who has left
  remove it from the list
  we remove Sam's login the day he leaves
  delete their account
  delete the account
  delete old files
  delete emails
  delete their emails
  delete all the data
  delete it after 7 years
  delete data
  delete all data
  we delete everything after seven years
  delete everything after 7 years
  delete everything on the laptop
  we need to delete everything
  wipe everything
  wipe it
  wipe the phone
  we wipe everything remotely
  shred everything
  shred it
  remove Windows 7
  remove Internet Explorer
  Remove Flash
  uninstall it
  replace it
  replace Windows 7 with Windows 11
  replace the old laptops with new ones
  replace old with new
  replace broken ones
  swap it for a new one
  make it read only
  make files read only
  make folders read only
  make backups
  make staff aware
  make everyone a member
  make everyone sign it
  make sure its locked
  make a list
  make a copy of everything
  make the manager responsible
  change passwords
  change the password
  change password to something strong
  change it to a new one
  change the code when staff leave
  change the locks
  change jobs
  set a reminder on the phone
  set reminders on the computer
  set a password
  we set a reminder in the diary
  reminders to staff
  reminders every week
  reminders every month
  reminders at meetings
  weekly reminders
  weekly reminders to staff
  daily reminders
  email reminders
  text reminders
  posters and reminders
  reminders in the staff room
  reminder
  a reminder
  reminder on the wall
  reminder emails
  send reminders to staff
  send staff reminders
  send everyone a reminder
  we send reminders
  we get reminders from the app
  the app sends reminders
  the system reminds them
  remind staff
  remind staff every week
  remind them
  remind them weekly
  remind everyone at handover
  remind carers at handover
  reminding staff
  we remind them in supervision
  manager reminds us
  they remind me every week
  they get a reminder every 90 days
  the computer reminds me to change it
  the manager reminds me
  stop people coming in
  stop visitors at the door
  stop it being used
  stop using it
  stop them using it
  stop sharing passwords
  stop their access
  stop access
  stop phishing emails
  stop emails from strangers
  stop notices being taken down
  stop the tablet
  turn off the computer
  turn it off
  turn off the wifi
  turn off bluetooth
  switch it off
  switch to paper
  switch to paper notes
  switch phones
  switch provider
  link to the policy
  a link on the website
  the link is on our website
  a link
  link in the email
  send them a link
  we send a link
  use teams
  we use teams
  on teams
  in teams
  microsoft teams
  on our teams channel
  teams chat
  teams meetings
  our team meeting
  our team meetings
  our team leader
  our team leaders
  the team
  team
  team meetings
  the whole team
  all the team
  the management team
  our management team
  our it team
  people who need it
  people we support
  people with a login
  people in the office
  people sign in
  who has access
  who has access and why
  who it is shared with
  who is in charge
  who is on shift
  who is in the building
  whoever is in charge
  the people in charge
  show them the policy
  show people the folder
  show staff how
  show id
  list of people
  list people by role
  staff list
  a list of staff
  list of members of staff
  members of staff
  members only
  the members
  staff and members
  users
  users only
  roles
  roles and people
  invite staff to training
  invite staff
  invite everyone to the meeting
  invite all staff
  invite them to training
  we invite them
  invite families to ask
  invited by email
  add them to the list
  add it to the list
  add to the list
  add new starters to the rota
  add a line to the policy
  add a password
  add staff to the rota
  add staff
  add it
  add a lock
  let staff know
  let people know
  let everyone know
  let the manager know
  let me know
  let them in
  let visitors in
  let visitors in and sign them in
  let people in
  let families in
  dont let anyone in
  dont let people in
  don't let strangers in
  do not let visitors in alone
  keep people out
  keep it locked
  keep them out
  keep visitors out of the office
  keep out
  keep strangers out
  nobody can come in
  visitors can come in
  staff can only look
  staff can only see
  carers can only look
  they can only look
  only let staff look
  let carers look
  let staff read only
  approve
  approved
  approved by the manager
  accept all
  accept cookies
  we accept it
  they accept the rules
  accepted by all staff
  I agree
  i am
  I am the manager
  i am the owner
  i am in charge
  i am the registered manager
  im the manager
  i'm the data lead
  i am responsible
  i am new
  im new here
  I am not sure
  i am busy
  im tired
  im working on it
  I am Registered Manager
  I am trained
  i am the only one
  i am, Jo Smith
  my name and number
  my name is on the list
  my name is on it
  call me if
  call me later
  call me tomorrow
  call me back
  call me
  call the manager
  call us
  call IT
  you can call me
  we call them
  ask the manager
  ask my manager
  ask the boss
  ask the office
  ask staff
  ask them
  ask him
  ask first
  ask for id
  ask for ID
  ask for permission
  ask permission
  ask questions
  ask families
  ask everyone
  ask visitors to sign in
  ask visitors
  ask who they are
  ask twice
  ask nicely
  ask for help
  ask for consent
  ask consent
  ask a question
  ask someone
  I'll ask the manager
  ill ask jo
  i'll ask jo
  i need to ask jo
  i will have to ask jo
  I'd have to ask head office
  we ask the IT firm
  we ask our IT company
  we would ask the IT company to restore it
  ask the IT company to restore it
  ask the IT firm to restore it
  ask the IT company for a backup
  ask the IT firm each year
  contact the IT firm
  ring the IT firm
  call our IT company
  phone the IT company
  email the IT company
  tell the IT company
  the IT company does it
  our IT company does this
  the IT firm does it
  our IT company deals with that
  the it company would know
  the IT firm knows
  the manager would know
  the manager knows
  staff know
  everyone knows
  they would know
  give it to the manager
  give it to the office
  give it to the shredding firm
  give it to them
  give it back
  give it back when they leave
  give them a copy
  give them to the manager
  give a copy to families
  give to families
  give staff a leaflet
  give staff access
  give people a copy
  give them access
  give access
  give everyone access
  give each person a leaflet
  give new staff a form
  give it to families
  give it to the resident
  give it to new staff
  give this to families
  give this to new starters
  give this to the resident
  give this to everyone
  give this to people when they start
  hand it to the manager
  hand it to them
  hand it in
  hand it in to the office
  hand them in
  hand the phone back
  hand the phone back when they leave
  hand it back when they leave
  they hand it back
  hand it back because they are leaving
  hand it back on their last day
  hand keys back
  hand over
  handover
  at handover
  at handovers
  in handover
  handover book
  hand over to the next shift
  hand over to night staff
  hand over to the next carer
  pass it to the manager
  pass it on
  pass it on to the manager
  pass on to the manager
  pass to the manager
  pass it to IT
  pass to IT
  send it to the manager
  send it back
  send it to head office
  send it to IT
  send this to families
  send it by nhsmail
  send to all staff
  send to families
  send letters
  send letters to families
  send a letter
  send a letter to families
  write to families
  write to them
  write to the family
  write to everyone
  write to the ico
  write to the IT firm
  write a letter to the family
  a letter to families
  letters
  letters to families
  by letter
  in a letter
  a letter from the IT company
  letter from our it firm
  email from the IT company
  an email to the IT company
  take it back
  take it back when they leave
  take it back from them
  take it back from leavers
  take the phone back
  take them back
  take back the phone
  take the phone back from them
  take back keys
  take it off them
  take them off the list
  take leavers off the list
  take them off the system
  take it home
  take our data off it
  take everything out of it
  leave it with the manager
  leave it with reception
  leave it locked
  leave them with me
  leave it in the office
  forget it
  forget passwords
  they forget their password
  forgotten passwords
  if they forget their password
  no reminders
  no emails
  no email
  no messages
  no texts
  no messages with names in
  no messages on whatsapp
  no calls after 9
  no phones after 8pm
  no visitors after 8pm
  not after
  not before
  not before we check
  not after they leave
  after 8pm
  before 9
  between 9 and 5
  9 to 5
  8pm to 8am
  from 9 to 5
  quiet
  quiet room
  quiet area
  at night
  overnight
  every night
  never
  not now
  not today
  only when needed
  only when urgent
  only if urgent
  in an emergency
  urgent
  tomorrow
  next week
  in a few days
  in three days
  on friday
  next monday
  later
  remind
  pause
  pause it
  pause for now
  delay
  put off
  wait until monday
  wait a week
  leave it for a week
  leave it until tomorrow
  hold it for a week
  hold for 7 days
  keep for a week
  try again tomorrow
  ask again next week
  check in a week
  check back in a week
  check again tomorrow
  calendar on the wall
  in the calendar
  in my calendar
  in the diary
  diary
  outlook
  outlook calendar
  google calendar
  shared calendar
  we put it in the calendar
  put it in the calendar
  put it in the diary
  put dates in the calendar
  on the calendar
  on the office calendar
  email
  by email
  our email
  nhsmail
  jo@rosecottage.example
  info@rosecottage.example
  email jo@rosecottage.example
  the office email
  email the manager at jo@rosecottage.example
  our shared mailbox is office@rosecottage.example
  we use office@rosecottage.example for reports
  report it to jo@rosecottage.example
  our other home
  our other homes
  our homes
  our sites
  all our homes
  all our sites
  all services
  our service
  our service user guide
  services we use
  we have another home
  we are adding a home next year
  in all our services
  download it
  download the app
  download everything to a usb stick
  download updates
  copy everything
  copy of everything
  a copy of everything
  copy everything to the cloud
  a copy of all our data is kept in the cloud
  we take a copy of all our data every night
  backup of all our data
  we back up all our data
  back up everything
  back up all our data
  take a copy of everything
  take a copy
  take our data off site
  export it
  export data every week
  take data home
  get all our data back
  get everything back
  get our data back from the cloud
  get our data back
  post
  by post
  post it
  post it to them
  put up notices
  put notices up
  notices in the hall
  notices on the wall
  notices
  a notice
  privacy notices
  our privacy notice
  post notices in the hall
  post a notice
  stop posting on facebook
  don't post on facebook
  no posting on facebook
  don't post photos
  share updates in the channel
  install updates
  automatic updates
  stop updates
  turn on updates
  updates
  no more updates
  3.2.1
  question 3.2.1
  3.2.1 is done
  3.2.1 was done by the IT firm
  47 out of 52
  sign 1.1.1
  in section 3.2.1
  people can look at their own notes
  Jo checks it
  jo checks it every week
  Jo and Sam
  Jo or Sam
  Jo does it
  Jo does this
  jo does that on fridays
  Sam looks after it
  Sam sorted it
  Jo from head office
  Jo in the office
  Jo has it
  Jo has the list
  jo has the key
  Jo will check
  Jo would tell the ICO
  Jo tells them
  Jo answers the phone
  can Jo see it
  Jo should sign it
  Jo was given the job by letter
  Jo was made the lead at a meeting
  Jo was made manager in May
  Jo took over from Sam in May
  Jo took over in March
  Sam took over as lead
  Sam took over the job
  sam handed over to jo in may
  it was handed over to Jo
  Sam handed it over
  our deputy is taking over
  someone new takes over
  the deputy takes over when she is away
  the deputy takes over
  the deputy will take over
  who takes over is in the plan
  the night manager takes over
  staff take over on paper
  IT takes over
  the IT firm takes over
  everyone should be a manager
  there should be a manager
  there must be a manager on
  someone should be a checker
  it should be a manager
  it must be the manager
  who can answer
  who can check
  nobody can look
  the manager can check
  the manager can look
  the owner can only look
  visitors can look
  staff can read only
  carers can view only
  have read only access
  they have read only access
  read only
  view only
  just look
  viewer
  reviewer
  contributor
  supporter
  admin
  boss
  manager
  deputy
  carer
  subscribe to alerts
  subscribe to NCSC alerts
  sign up to alerts
  unsubscribe from junk
  opt out
  national data opt out
  they can opt out
  opt in
  opt-out
  research opt out
  leave me a message
  Jo took over from Sam
  jo took over from her
  Sam left and Jo took over
  Sam was replaced by Jo
  Sam has been replaced by Jo
  Jo has taken over
  send letters to our suppliers
  do not need emails
  don't want emails
  do this one
  have that one
  answer this question
  we published it on the website
  its published on the website
  it was published in March
  it was published on 12 March
  it was published last week
  set a reminder
  set reminders
  set up reminders
  check reminders
  have reminders every week
  send reminders every week
  send reminders weekly
  send weekly reminders
  have weekly reminders
  get daily reminders
  send urgent messages
  start sending reminders
  begin reminders
  don't send reminders
  no more texts
  no more contact
  change to weekly
  set to weekly
  set to daily
  weekly digest
  the reminders
  who has the
  who was
  who is
  did people get it
  leave a message
  leave them alone
  nobody
  me
  us
  myself
  it's me
  its me
  me and jo
  just me
  not us
  not any more
  not mine to say
  not our job
  not my phone
  assigned by role
  assigned to each person
  assigned to the manager
  each has a name by it
  each one is assigned to a carer
  assign a carer
  assign logins
  assign a login to each person
  assign to each carer
  delegate to the deputy
  delegated to the deputy
  get the IT firm to check
  get the IT company to do it
  get it people in
  get staff to sign
  get them to sign
  get carers to answer a quiz
  let the IT firm do it
  what is shared
  what is kept
  what we share
  anything with a name on
  is it waiting
  questions are asked at supervision
  ask questions at supervision
  questions for staff
  a quiz with questions
  who has what is on the list
  who has which phone
  who has which device
  who has what phone
  who does what
  has it been done
  did staff do it
  the laptop has left the building
  paper that has left the building
  if a folder has left the building
  Dr Patel has a copy
  Mrs Jones left her notes
  we told Mrs Jones
  Rose Cottage
  Hope House
  Sunny Days
  Ask Care Ltd
  Call Me Care
  Sam's Place
  Jo's Homecare
  Remind Me Home Care
  Link House
  Handover House
  Invite Care
  People First
  Our Team Care Ltd
  all staff sign in and the manager looks at it every monday
  the manager tells the owner tomorrow
  i tell the office and they remove her
  they give this to the manager
  we give this to sam
  staff give it to jo
  the manager gives it to Sam
  sam gives it to the office
  we hand it on to the next shift
  we pass this to our IT company
  we invite sam to the meeting
  we make jo a manager next week
  we let sam in
  we told sam to remove it
  we link to the policy
  hand it back to the manager
  hand it back to the office
  give it back to the office
  remind me of the rules
  remind me what to do
  remind them on mondays
  remind all staff on 12 june
  don't know
  dunno
  not sure ask the manager
  don't know ask the manager
  i dont know, the manager would
  not sure, the IT company does it
  not my area
  not my department
  in the team
  in our team
  with our team
  our team lead
  our team leader Jo
  team lead
  jo in the team
  jo and the team
  jo's job
  Jo's in charge
  jo is in charge
  jo smith is in charge
  sam does
  sam and jo
  Sam Smith
  sam smith manager
  Sam, our deputy
  sam the manager
  Sam Jones - Registered Manager
  by email from the owner
  in her contract
  in the minutes
  at a meeting
  email from a director
  letter from the owner
  we made jo the lead
  the owner made her the lead
  Jo was promoted
  Jo was promoted to manager in May
  promoted to manager
  promote good passwords
  promote safe use
  change role
  change their role
  change roles when staff move
  change access when they move
  move them to another folder
  set up by IT
  set up by the IT company
  set up another laptop
  set up a new phone
  set up a second check
  add a second check
  add another lock
  add a new lock
  add a code
  another home has a copy
  the other home has a copy
  our other home keeps a copy
  copy at the other home
  switch to the other laptop
  go to the office
  go to the other building
  go to our neighbour
  go to paper
  home care services
  all our services have one
  show our policy
  show our residents
  show letters to the manager
  see letters
  see the letter
  open letters
  open the letter in private
  get a letter
  get the letter signed
  letter to staff
  letters to staff
  letters to all staff
  letters go in the post room
  letter to the family
  letter to the ICO
  email to staff
  write it down
  write it in the book
  write to staff
  write to the council
  draft policy
  draft a policy
  draft a letter
  draft a letter to families
  questions
  questions for the manager
  questions for residents
  my question
  what do they answer
  what has been given
  what has been handed out
  what is given out
  what did we give them
  who has it
  who has keys
  who has the keys
  who has this
  who has got a phone
  anything for the gp
  anything left out
  anything waiting to be shredded
  what is waiting to be shredded
  accept the risk
  accept the terms
  i accept the rules
  i accept that
  i can do it
  i can answer
  ill do it
  i will do it
  i will do it myself
  i do it myself
  i do this myself
  we do this ourselves
  do it myself
  do it ourselves
  answer it
  leave it
  leave it with us
  leave it with them
  withdraw consent
  withdraw their consent
  withdraw
  they can withdraw
  withdraw access
  recall it
  recall letters
  get it back
  get it back from them
  get them back
  get the phone back from Sam
  take the laptop back from Sam
  take keys back from Sam
  take their phone
  stop asking
  stop asking for passwords
  reminders are sent by the system
  reminders by email
  reminders by text
  reminders pop up
  reminders on the noticeboard
  reminders on the screen
  reminders on the wall
  reminders in supervision
  reminders from the manager
  reminders at handover
  staff reminders
  regular reminders
  monthly reminders
  automatic reminders
  auto reminders
  get reminders
  have reminders
  with reminders
  no more than once a week
  no more
  no more paper
  no more usb sticks
  no more passwords on paper
  less often
  more often
  every day
  each shift
  per day
  only urgent
  urgent only
  urgent ones only
  just urgent ones
  stop messages on whatsapp
  stop whatsapp messages
  stop text messages
  stop texts
  stop alerts
  turn off alerts
  turn off notifications
  turn notifications off
  turn off notifications on the lock screen
  notifications off
  notifications are off on the lock screen
  no notifications on the lock screen
  switch off notifications
  hide notifications
  no alerts
  alerts
  alerts on
  turn on alerts
  we get alerts
  alerts from the antivirus
  no contact
  contact me
  contact them
  contact us
  message the manager
  message me
  text me
  text the manager
  text the on call
  nudge
  don't text passwords
  dont text
  never text
  never text names
  never email names
  do not email
  don't email names
  dont email
  we don't email
  never message
  do not send
  don't send
  don't send anything by whatsapp
  do not send by whatsapp
  never send messages with names
  no messages with personal data
  no texting
  no messaging
  don't contact
  don't contact them before 9
  don't disturb
  do not disturb
  do not disturb sign
  quiet place
  quiet time
  keep quiet
  silent
  mute
  9am
  9am to 5pm
  8 to 8
  24 hours
  24/7
  at 8pm
  from 8pm
  until 8pm
  closed after 8pm
  locked after 8pm
  locked at night
  doors locked between 8pm and 8am
  no visits between 8pm and 8am
  only between visits
  only between staff
  only after checks
  not before the manager checks
  not before 2023
  not after 2023
  not after May
  not before May
  snoozed
  wait
  wait for the manager
  wait till monday
  hold
  hold it
  hold it in the safe
  hold records for 3 days
  hold it for 3 days
  keep it for a week
  pause the tablet
  postpone
  delay it
  delay it for a week
  try again
  try again later
  try the other one
  ask again
  ask me
  ask me for it
  tell me
  let me know tomorrow
  tell me tomorrow
  put it back
  put it back on friday
  put it back next week
  put it off
  put it away
  move it
  leave it till monday
  come back on monday
  come back next week
  get back to me
  later this week
  another day
  the day after
  on monday
  monday
  jo@rosecottage.example does
  jo@rosecottage.example, our manager
  email is office@rosecottage.example
  our email is office@rosecottage.example
  the email is office@rosecottage.example
  use office@rosecottage.example
  send it to office@rosecottage.example
  send them to office@rosecottage.example
  report to office@rosecottage.example
  contact jo@rosecottage.example
  no emails with names
  no emails outside
  stop spam emails
  stop junk emails
  stop scam emails
  stop emails
  no e-mail
  remove email
  delete the email
  delete their email account
  remove email access
  forget the email
  calendar reminders
  calendar reminder
  calendar invites
  calendar entry
  calendar alerts
  diary reminder
  add it to the diary
  put it in our diary
  put it in our calendar
  set a calendar reminder
  the office calendar
  outlook reminders
  sync
  we published a new one
  we published a notice
  we published the notice
  we published them
  we submitted a form
  we submitted the form
  we submitted our form last year
  they published it
  it was submitted to the ICO
  submitted
  submitted to the ICO in May
  we have submitted our policy
  it has been published in the newsletter
  it is published each year
  it's published online
  our privacy notice is published
  policy published in may
  published by head office
  head office published it
  head office submits it
  the owner submitted it
  the council published it
  we have just published our new policy
  we published it on our website in may
  we published it in the newsletter
  we published it to staff
  we submitted it to the council
  we published the list on the wall
  i published a leaflet
  i pressed send
  we pressed the alarm
  download
  download and print
  download it each year
  download the list
  export the list
  export a copy
  export it each month
  take a backup
  take away access
  take away their access
  take away the login
  take away old phones
  take everything home
  take all our records home
  take it all
  get all our records back from the backup
  get everything out of the building
  get everything from the cloud
  copy of the data
  a copy of the data
  copy of our data
  copies of everything
  have a copy of everything
  have a backup of everything
  have everything on paper
  have all our records on paper
  delete the lot every year
  delete the data
  delete our data from the laptop
  delete data we do not need
  delete all of their data
  delete it all after 7 years
  delete all after 7 years
  delete all
  erase it
  erase the drive
  erase everything on it
  erase everything remotely
  erase the phone
  clear the desk
  clear desk
  clear all desks
  clear everything away
  clear our desks
  destroy it
  destroy everything
  destroy all of it
  destroy our records after 8 years
  destroy our old records
  wipe our data off it
  wipe our phones
  wipe all our data off it
  close accounts
  close the account
  close their account
  close the account when they leave
  end the account
  shut the account
  block their account
  notice on the wall
  notices in the lift
  notices up in the hall
  team updates
  updates on
  updates off
  send updates
  send updates to staff
  send news to families
  post it on the wall
  post it in the staff room
  post on the wall
  post notices
  put notices on the wall
  no posts
  don't post
  do not post
  don't post names
  stop staff posting
  stop staff posting on facebook
  share news with families
  have team notices in the office
  have our notices on the wall
  link lanyards
  link worker
  link nurse
  a link worker
  link up with the council
  join the team
  join in
  connect to the vpn
  connect to the wifi
  connect my phone to the wifi
  pair devices
  code
  a code
  one time code
  one-time code
  a one time code
  a one-time code by text
  a code by text
  code by text
  get a code by text
  a code on the phone
  get a one time code on the phone
  use a one-time code
  use an app
  use the web
  use the website
  do it on the web
  see it on the web
  open it in teams
  open it in word
  web
  phone
  teams or phone
  by phone or teams
  in charge
  who is the manager
  who is who
  who is in is on the board
  who is in the home is on the board
  who is on the rota
  who is on the list
  who's in charge
  who signs in
  who works on nights
  see who is in
  show who is in
  check who is in
  check who is in the building
  sign in book shows who is in
  staff
  my staff
  my team leader
  my team do it
  my team does it
  our people carry badges
  people we know
  people in our homes
  people in the team
  list of our people
  list staff
  list all staff
  list our staff
  show people how
  show people out
  see people out
  check people
  check members of staff
  view people
  manage access
  users have passwords
  team list
  team lists
  colleagues
  members
  her name is Jo
  his name is Sam
  their name is on the list
  the name is Jo Smith
  name is Jo
  everyone calls me if it breaks
  they call me
  people call me
  they call me first
  staff call me
  call me or jo
  call me and jo
  call me first
  call me on my mobile
  i am on call
  i am Jo's deputy
  i am the one
  i am it
  i am IT
  i am trained, Jo is too
  I am Jo Smith the registered manager
  im jo the manager
  it's jo here on mondays
  Jo here checks it
  this is our policy
  this is for staff
  this is for residents
  this is for the families
  this is Jo's
  its jos
  its jos job
  that is jos job
  Jo's job
  this is kept by Jo
  this one is for staff
  one for each
  one for staff
  one for the office
  one for each person
  one for jo and one for sam
  it is for staff
  not for staff
  not for us
  not for everyone
  not one of us
  not me any more
  not me but Jo
  not me or Jo
  not just me
  it's not me
  Jo not me
  we have three homes
  we have two homes and each has a book
  we run two homes
  go to village hall
  go to the village hall
  go to Jo's house
  go to their house
  go to a nursing home
  move to a care home
  move to palliative care
  go to A&E
  go to Control Panel
  go to court
  use my phone
  use my phone too
  staff use my phone too
  Jo to help
  Sam helps
  sam helps me
  my deputy helps me
  my deputy Sam
  the deputy wants to help residents
  people can help
  families can help us
  the IT firm can help us
  Sam leaves at five
  I leave it to Sam
  when I leave Sam takes over
  I leave the keys with Sam
  if I leave the deputy takes over
  what happened is written down
  we write what happened to the person
  someone else does this one
  someone else does it
  we'll ask the IT firm about backups
  we ask the IT firm about backups
  they email me
  staff email me
  email me and the owner
  email me the report
  email me at the office
  email me or ring me
  kev at Bright IT
  Kev at Bright IT does it
  hand on heart
  hand on the tablet
`
  .split('\n')
  .map((line) => line.trim())
  .filter(Boolean);
