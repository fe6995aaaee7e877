"""Fictitious names, as varied as those of a town south of Paris."""

from random import Random

FEMININE, MASCULINE = "feminin", "masculin"

# weight, last names, women born before and since 1970, men born before and since 1970
_GROUPS = (
    (
        46,
        "Martin Bernard Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre"
        " Leroy Roux Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller"
        " Faure André Mercier Blanc Guérin Boyer Garnier Chevalier Perrin Masson Marchand Renaud"
        " Lemoine Picard Gaillard Philippe Renard Arnaud Barbier Schmitt Colin Vidal Caron Lucas"
        " Le_Gall Kervella Leclercq Vasseur Delattre Besson Carpentier Cordier Gilbert Maillard",
        "Monique Jacqueline Françoise Christiane Nicole Denise Jeannine Simone Danielle Michèle"
        " Bernadette Colette Odile Brigitte Sylvie Martine Yvette Ginette Annick Chantal",
        "Sandrine Céline Stéphanie Aurélie Julie Émilie Élodie Camille Marine Laura Manon Chloé"
        " Océane Léa Pauline Virginie Karine Delphine Marie-Laure Anne-Sophie",
        "Jean Michel Pierre Bernard André Jacques Gérard Claude Roger Daniel Alain Serge Guy"
        " Jean-Claude Jean-Pierre Raymond Maurice Patrick Dominique Yves",
        "Nicolas Sébastien Julien Thomas Kévin Maxime Alexandre Jérémy Anthony Romain Lucas Hugo"
        " Théo Enzo Stéphane David Christophe Ludovic Guillaume Jean-Baptiste",
    ),
    (
        20,
        "Benali Haddad Bouzid Khelifi Mansouri Cherif Belkacem Amrani Ziani Hamidi Bensaïd Slimani"
        " Ouali Aït-Ahmed Boudiaf Saïdi Brahimi El_Amrani El_Idrissi Trabelsi Gharbi Jebali",
        "Fatima Khadija Zohra Aïcha Malika Yamina Saadia Rachida Halima Djamila",
        "Samira Nadia Leïla Sonia Karima Inès Yasmine Sarah Imane Nour Soumaya Amel",
        "Mohamed Ahmed Abdelkader Ali Mustapha Brahim Larbi Lakhdar Saïd Omar",
        "Karim Samir Rachid Mehdi Bilal Yacine Sofiane Nassim Walid Adel Hicham Amine",
    ),
    (
        13,
        "Diallo Traoré Coulibaly Keïta Camara Diop Ndiaye Sow Ba Cissé Koné Touré Ouattara Koffi"
        " Kouassi Mbemba Ilunga Nkounkou Mbarga Essomba Dembélé Sissoko",
        "Fatou Awa Mariama Aminata Oumou Kadiatou Bintou Marie-Thérèse",
        "Aïssatou Fatoumata Mariam Grâce Prisca Aya Ramatoulaye Divine Assa",
        "Mamadou Ibrahima Ousmane Amadou Boubacar Moussa Sékou Célestin",
        "Abdoulaye Cheikh Issa Lassana Junior Christian Souleymane Hamidou Yannick",
    ),
    (
        8,
        "Da_Silva Ferreira Pereira Dos_Santos Rodrigues Fernandes Gonçalves Lopes Garcia Martinez"
        " Moretti Rossi",
        "Maria Rosa Conceição Fernanda Carmen Giuseppina",
        "Sandra Patricia Vanessa Mélanie Cindy Jessica",
        "Manuel José António Joaquim Fernando Giovanni",
        "Paulo Carlos Bruno Michaël Steve Jonathan",
    ),
    (
        6,
        "Nguyen Tran Pham Chen Wang Li Rajaratnam Sivakumar Kumar Singh Rahman Hussain",
        "Thi-Lan Kim-Anh Mei Lakshmi Parvati Nasreen",
        "Linh Mai Ying Priya Anjali Sharmila",
        "Van-Minh Duc Wei Rajan Gurdeep Abdur",
        "Quang Tuan Jun Arun Vijay Rafiq",
    ),
    (
        7,
        "Popescu Ionescu Kowalski Nowak Petrović Ivanov Shevchenko Yildiz Demir Kaya Sarkissian"
        " Jean-Baptiste Saint-Louis Hoarau Payet Abdallah Mohammadi Haidari",
        "Elena Ljubica Halina Hatice Marie-Josée Gladys",
        "Oksana Cristina Ewa Elif Tatiana Sabrina",
        "Ion Dragan Stanislas Mehmet Rosemond Aram",
        "Andrei Marek Emre Denys Sami Ludgi",
    ),
)
_LAST = [group[1].replace(" ", "|").replace("_", " ").split("|") for group in _GROUPS]
_WEIGHTS = [group[0] for group in _GROUPS]
# One in twelve bears a last name from elsewhere: people marry.
_MIXED = 1 / 12


def name(rng: Random, *, gender: str, born: int) -> tuple[str, str]:
    """A (last, first) name that somebody of that gender, born that year, might bear."""
    groups = range(len(_GROUPS))
    [home] = rng.choices(groups, _WEIGHTS)
    [family] = rng.choices(groups, _WEIGHTS) if rng.random() < _MIXED else [home]
    column = (2 if gender == FEMININE else 4) + (born >= 1970)
    return rng.choice(_LAST[family]), rng.choice(_GROUPS[home][column].split())
